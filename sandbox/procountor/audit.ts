import { tally } from "../server/audit.ts";
import type { Audited, Counts, Document } from "../server/imitation.ts";
import { type JsonRecord, recordAt, recordsAt, textAt } from "../server/json.ts";
import type { Books } from "./books.ts";
import type { Stored } from "./store.ts";

export interface ProcountorReport {
  readonly invoices: {
    /** Sales invoices made, by `originalInvoiceNumber` (invalidated ones left out). */
    readonly sales: Counts;
    readonly travel: Counts;
    /** Sales and travel invoices without `originalInvoiceNumber`. */
    readonly withoutNumber: number;
    readonly total: number;
  };
  readonly attachments: Counts;
  readonly partners: Counts;
  readonly products: Counts;
  readonly persons: Counts;
  readonly dimensionItems: Counts;
  readonly statusChanges: { readonly procountor: Counts };
}

/** What was made over the API. An invoice of another system is held by its `originalInvoiceNumber`. */
export function auditBooks(books: Books): Audited<ProcountorReport> {
  const made = books.invoices.all().filter((stored) => stored.made && stored.record["status"] !== "INVALIDATED");
  const sales = made.filter((stored) => stored.record["type"] === "SALES_INVOICE");
  const travel = made.filter(
    (stored) => stored.record["type"] === "TRAVEL_INVOICE" || stored.record["type"] === "BILL_OF_CHARGES",
  );
  const original = ({ record }: Stored) => textAt(record, "originalInvoiceNumber");
  const counted = {
    sales: counts(sales, original),
    travel: counts(travel, original),
    attachments: counts(books.attachments.all(), ({ record }) => `${record["referenceId"]}/${record["name"]}`),
    partners: counts(books.partners.all(), ({ record }) => {
      const { customerNumber, identifier } = recordAt(record, "invoicingInfo");
      return `${customerNumber}/${identifier}`;
    }),
    products: counts(books.products.all(), ({ record }) => `${record["type"]}/${record["code"]}`),
    persons: counts(books.persons.all(), ({ record }) => String(recordAt(record, "invoicingInfo")["identifier"])),
    dimensionItems: tally(books.dimensions.all().flatMap(({ record }) => itemKeys(record))),
  };
  const { sales: bySales, travel: byTravel, ...others } = counted;
  const withoutNumber = [...sales, ...travel].filter((stored) => original(stored) === undefined).length;
  return {
    created: counted,
    released: [],
    holds: ({ kind, number }: Document) =>
      kind === "travel"
        ? Object.keys(byTravel).some((key) => key.includes(String(number)))
        : (bySales[String(number)] ?? 0) > 0,
    report: {
      invoices: { sales: bySales, travel: byTravel, withoutNumber, total: made.length },
      ...others,
      statusChanges: {
        procountor: tally(books.transitions.map((change) => `${change.action}: ${change.from} -> ${change.to}`)),
      },
    },
  };
}

function counts(stored: readonly Stored[], key: (stored: Stored) => string | undefined): Counts {
  return tally(stored.flatMap((entry) => (entry.made ? (key(entry) ?? []) : [])));
}

function itemKeys(dimension: JsonRecord): readonly string[] {
  return recordsAt(dimension, "items").map((item) => `${dimension["name"]}/${item["codeName"]}`);
}
