import { type Answer, type Exchange, json } from "../server/exchange.ts";
import { isRecord, type JsonRecord, listAt, numberAt, parseJson, recordsAt } from "../server/json.ts";
import { parseMultipart } from "../server/multipart.ts";
import type { Route } from "../server/router.ts";
import type { Books } from "./books.ts";
import { invalid, procountorError, procountorErrors, procountorNotFound } from "./errors.ts";
import { faults } from "./validate.ts";

const mostBytes = 10_000_000;
const sent = new Set(["SALES_INVOICE", "SALES_ORDER", "PURCHASE_ORDER"]);
const types: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  gif: "image/gif",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  txt: "text/plain",
  xml: "application/xml",
};

/** Attachments: `multipart/form-data` with a JSON part `meta` and a part `file`. */
export function attachmentRoutes(books: Books): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/attachments",
      query: ["name", "referenceId", "size", "page", "previousId"],
      handle: () => procountorError(403, "The Documents function is not in use"),
    },
    { method: "POST", path: "/attachments", query: [], handle: (exchange) => create(books, exchange) },
    { method: "GET", path: "/attachments/{attachmentId}", query: [], handle: (exchange) => read(books, exchange) },
    { method: "DELETE", path: "/attachments/{attachmentId}", query: [], handle: (exchange) => remove(books, exchange) },
  ];
}

function create(books: Books, exchange: Exchange): Answer {
  const type = String(exchange.headers["content-type"] ?? "");
  const parts = type.toLowerCase().startsWith("multipart/form-data") ? parseMultipart(type, exchange.body) : undefined;
  const metaPart = parts?.find((part) => part.name === "meta");
  const file = parts?.find((part) => part.name === "file");
  if (metaPart === undefined || file === undefined)
    return procountorError(400, "Required request parts are meta and file");
  if (metaPart.type === undefined || !metaPart.type.toLowerCase().startsWith("application/json"))
    return procountorError(400, "The part meta must be application/json");
  const meta = parseJson(metaPart.body.toString("utf8"));
  if (!isRecord(meta)) return procountorError(400, "Malformed JSON request");
  const shape = faults("Attachment", meta);
  if (shape.length > 0) return procountorErrors(shape);
  if (file.body.length > mostBytes) return procountorErrors([invalid("file", "The file is larger than 10 MB")]);
  return attach(books, exchange, meta, Buffer.from(file.body));
}

function attach(books: Books, exchange: Exchange, meta: JsonRecord, body: Buffer): Answer {
  const extension = /\.([A-Za-z0-9]+)$/.exec(String(meta["name"]))?.[1]?.toLowerCase();
  if (extension === undefined) return procountorErrors([invalid("name", "The name has no extension")]);
  const mimeType = types[extension] ?? "application/octet-stream";
  const { name, referenceType, referenceId, sendWithInvoice } = meta;
  if (referenceType === "INVOICE") {
    const invoice = books.invoices.get(numberAt(meta, "referenceId") ?? 0);
    if (invoice === undefined) return procountorNotFound;
    if (invoice.record["status"] === "SENT") return procountorError(403, "The invoice has been sent");
    if (sendWithInvoice === true && !sent.has(String(invoice.record["type"])))
      return procountorErrors([
        invalid("sendWithInvoice", "Only for sales invoices, sales orders and purchase orders"),
      ]);
    const stored = books.attachments.add(
      { name, referenceType, referenceId, mimeType, sendWithInvoice },
      exchange.now,
      { made: true },
    );
    books.attachmentBytes.set(stored.id, { type: mimeType, body });
    books.invoices.replace(
      invoice,
      { ...invoice.record, attachments: [...listAt(invoice.record, "attachments"), stored.record] },
      exchange.now,
    );
    return json(200, stored.record);
  }
  const stored = books.attachments.add({ name, referenceType, referenceId, mimeType, sendWithInvoice }, exchange.now, {
    made: true,
  });
  books.attachmentBytes.set(stored.id, { type: mimeType, body });
  return json(200, stored.record);
}

/** Takes the attachment off its invoice; 204. */
function remove(books: Books, exchange: Exchange): Answer {
  const stored = books.attachments.get(Number(exchange.parameters[0]));
  if (stored === undefined) return procountorNotFound;
  const invoice = books.invoices.get(numberAt(stored.record, "referenceId") ?? 0);
  if (invoice?.record["status"] === "SENT") return procountorError(403, "The invoice has been sent");
  if (invoice !== undefined) {
    const left = recordsAt(invoice.record, "attachments").filter((entry) => entry["id"] !== stored.id);
    books.invoices.replace(invoice, { ...invoice.record, attachments: left }, exchange.now);
  }
  books.attachments.remove(stored);
  books.attachmentBytes.delete(stored.id);
  return { status: 204 };
}

/** `multipart/mixed`: the JSON part, then the bytes. */
function read(books: Books, exchange: Exchange): Answer {
  const stored = books.attachments.get(Number(exchange.parameters[0]));
  const bytes = stored === undefined ? undefined : books.attachmentBytes.get(stored.id);
  if (stored === undefined || bytes === undefined) return procountorNotFound;
  const boundary = `part-${stored.id}`;
  const head = `--${boundary}\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(stored.record)}\r\n--${boundary}\r\nContent-Type: ${bytes.type}\r\n\r\n`;
  return {
    status: 200,
    type: `multipart/mixed; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head), bytes.body, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
