import { type JsonRecord, merged } from "../server/json.ts";
import { specificationOf } from "../specification/read-specification.ts";
import { parseMember } from "../specification/specification.ts";
import type { Books } from "./books.ts";
import { setStatus } from "./invoice-book.ts";

/** Edits an invoice as a person would, by Procountor's own number: any member, `status` without regard to the allowed steps. */
export function editInvoice(books: Books, number: number, change: JsonRecord, now: number): JsonRecord | string {
  const stored = books.invoices.all().find((entry) => entry.record["invoiceNumber"] === number);
  if (stored === undefined) return `there is no invoice ${number}`;
  const { status, ...members } = change;
  if (Object.keys(members).length > 0) books.invoices.replace(stored, merged(stored.record, members), now);
  if (status === undefined) return stored.record;
  const words = parseMember(specificationOf("procountor").shapes["Invoice"]?.["status"] ?? "any").type;
  if (typeof status !== "string" || words.kind !== "words" || !words.words.includes(status))
    return `there is no invoice status ${status}`;
  setStatus(books, stored, status, now);
  return stored.record;
}
