import { type Answer, type Exchange, json, jsonText } from "../server/exchange.ts";
import { isRecord, type JsonRecord, parseJson, recordAt, textAt } from "../server/json.ts";
import type { Route } from "../server/router.ts";
import type { Books } from "./books.ts";
import { invalid, procountorError, procountorErrors, procountorNotFound } from "./errors.ts";
import { replaceInvoice, setStatus, storeInvoice } from "./invoice-book.ts";
import { invoiceFaults } from "./invoice-rules.ts";
import { inTime, page, type Stored, several } from "./store.ts";
import { localTime } from "./time.ts";
import { faults } from "./validate.ts";

const searchQuery = [
  "status",
  "startDate",
  "endDate",
  "createdStartDate",
  "createdEndDate",
  "versionStartDate",
  "versionEndDate",
  "dueStartDate",
  "dueEndDate",
  "types",
  "businessPartnerId",
  "originalInvoiceNumber",
  "invoiceNumber",
  "searchTerm",
  "previousId",
  "orderById",
  "orderByVersion",
  "size",
  "page",
  "invoiceChannel",
];

interface Action {
  readonly name: string;
  /** The status it leads to; undefined when it is not allowed. */
  readonly to: (type: string, status: string, invoice: JsonRecord) => string | undefined;
  readonly needsOpenPeriod: boolean;
  readonly comment?: true;
}

const purchase = new Set(["PURCHASE_INVOICE", "TRAVEL_INVOICE", "BILL_OF_CHARGES"]);

const actions: readonly Action[] = [
  {
    name: "approve",
    needsOpenPeriod: false,
    comment: true,
    to: (type, status, invoice) =>
      type === "SALES_INVOICE"
        ? status === "UNFINISHED"
          ? invoice["invoiceChannel"] === "NO_SENDING"
            ? "APPROVED"
            : "NOT_SENT"
          : undefined
        : purchase.has(type) &&
            (status === "RECEIVED" || status === "VERIFIED" || (type === "PURCHASE_INVOICE" && status === "UNFINISHED"))
          ? "APPROVED"
          : undefined,
  },
  {
    name: "send",
    needsOpenPeriod: false,
    to: (type, status) =>
      type === "SALES_INVOICE" && (status === "NOT_SENT" || status === "SENT") ? "SENT" : undefined,
  },
  {
    name: "sendToCirculation",
    needsOpenPeriod: false,
    to: (type, status) =>
      purchase.has(type) && (status === "UNFINISHED" || status === "RECEIVED") ? "RECEIVED" : undefined,
  },
  {
    name: "verify",
    needsOpenPeriod: false,
    comment: true,
    to: (type, status) =>
      purchase.has(type) && (status === "RECEIVED" || status === "UNFINISHED") ? "VERIFIED" : undefined,
  },
  {
    name: "reject",
    needsOpenPeriod: true,
    comment: true,
    to: (type, status) =>
      purchase.has(type) && ["RECEIVED", "VERIFIED", "APPROVED"].includes(status) ? "PAYMENT_DENIED" : undefined,
  },
  {
    name: "unfinished",
    needsOpenPeriod: true,
    to: (_, status) =>
      ["NOT_SENT", "APPROVED", "RECEIVED", "VERIFIED", "PAYMENT_DENIED"].includes(status) ? "UNFINISHED" : undefined,
  },
  {
    name: "invalidate",
    needsOpenPeriod: true,
    to: (type, status) =>
      status === "UNFINISHED" || (purchase.has(type) && ["RECEIVED", "VERIFIED", "PAYMENT_DENIED"].includes(status))
        ? "INVALIDATED"
        : undefined,
  },
];

/** Search, reading, creation, replacement and the steps of an invoice's life. */
export function invoiceRoutes(books: Books): readonly Route[] {
  return [
    { method: "GET", path: "/invoices", query: searchQuery, handle: (exchange) => search(books, exchange) },
    {
      method: "POST",
      path: "/invoices",
      query: ["addCollectionPenalCosts"],
      handle: (exchange) => create(books, exchange),
    },
    { method: "GET", path: "/invoices/{invoiceId}", query: [], handle: (exchange) => books.invoices.read(exchange) },
    { method: "PUT", path: "/invoices/{invoiceId}", query: [], handle: (exchange) => replace(books, exchange) },
    { method: "PUT", path: "/invoices/{invoiceId}/notes", query: [], handle: (exchange) => notes(books, exchange) },
    {
      method: "GET",
      path: "/invoices/{invoiceId}/paymentevents",
      query: ["previousId", "orderById", "size", "page"],
      handle: (exchange) =>
        one(books, exchange) === undefined
          ? procountorNotFound
          : page(exchange, {
              from: books.payments.all(),
              accept: ({ record }) => record["invoiceId"] === Number(exchange.parameters[0]),
              present: ({ record }) => record,
              order: "DESC",
            }),
    },
    {
      method: "PUT",
      path: "/invoices/{invoiceId}/paymentevents/markpaid",
      query: [],
      handle: (exchange) => markPaid(books, exchange),
    },
    ...actions.map(
      (action): Route => ({
        method: "PUT",
        path: `/invoices/{invoiceId}/${action.name}`,
        query: action.name === "approve" ? ["updateInventory"] : [],
        handle: (exchange) => act(books, action, exchange),
      }),
    ),
  ];
}

function one(books: Books, exchange: Exchange): Stored | undefined {
  return books.invoices.get(Number(exchange.parameters[0]));
}

function bodyOf(exchange: Exchange): JsonRecord | undefined {
  const body = parseJson(exchange.body.toString("utf8"));
  return isRecord(body) ? body : undefined;
}

const malformed = procountorError(400, "Malformed JSON request");

function search(books: Books, exchange: Exchange): Answer {
  const { query } = exchange;
  const version = inTime(exchange, "version");
  const created = inTime(exchange, "created");
  if (typeof version !== "function") return version;
  if (typeof created !== "function") return created;
  const original = query.one("originalInvoiceNumber");
  const partial = books.options.partialNumberSearch;
  const from = original !== undefined && !partial ? (books.byOriginalNumber.get(original) ?? []) : books.invoices.all();
  const [statuses, types, channels] = [
    several(exchange, "status"),
    several(exchange, "types"),
    several(exchange, "invoiceChannel"),
  ];
  const partner = query.one("businessPartnerId");
  const number = query.one("invoiceNumber");
  const term = query.one("searchTerm")?.toLowerCase();
  const [start, end, dueStart, dueEnd] = ["startDate", "endDate", "dueStartDate", "dueEndDate"].map((name) =>
    query.one(name),
  );
  const accept = (stored: Stored): boolean => {
    const invoice = stored.record;
    if (types !== undefined && !types.has(String(invoice["type"]))) return false;
    if (statuses !== undefined && !statuses.has(String(invoice["status"]))) return false;
    if (channels !== undefined && !channels.has(String(invoice["invoiceChannel"]))) return false;
    if (original !== undefined && partial && !String(invoice["originalInvoiceNumber"] ?? "").includes(original))
      return false;
    if (partner !== undefined && invoice["partnerId"] !== Number(partner)) return false;
    if (number !== undefined && invoice["invoiceNumber"] !== Number(number)) return false;
    const date = String(invoice["date"]);
    const due = String(recordAt(invoice, "paymentInfo")["dueDate"]);
    if ((start !== undefined && date < start) || (end !== undefined && date > end)) return false;
    if ((dueStart !== undefined && due < dueStart) || (dueEnd !== undefined && due > dueEnd)) return false;
    if (term !== undefined && !searched(invoice).includes(term)) return false;
    return version(stored) && created(stored);
  };
  return page(exchange, { from, accept, present: basicInfo, order: "DESC" });
}

function searched(invoice: JsonRecord): string {
  const address = recordAt(recordAt(invoice, "counterParty"), "counterPartyAddress");
  return `${address["name"]} ${invoice["invoiceNumber"]} ${invoice["additionalInformation"] ?? ""}`.toLowerCase();
}

function basicInfo(stored: Stored): JsonRecord {
  const {
    id,
    partnerId,
    type,
    status,
    invoiceNumber,
    originalInvoiceNumber,
    invoiceChannel,
    date,
    version,
    invoiceSumInfo,
    creatorId,
    counterParty,
  } = stored.record;
  const payment = recordAt(stored.record, "paymentInfo");
  const created = localTime(stored.created);
  return {
    id,
    partnerId,
    type,
    status,
    invoiceNumber,
    originalInvoiceNumber,
    invoiceChannel,
    date,
    dueDate: payment["dueDate"],
    newDueDate: payment["newDueDate"],
    created,
    version,
    invoiceSumInfo,
    creatorId,
    counterParty,
  };
}

function create(books: Books, exchange: Exchange): Answer {
  const body = bodyOf(exchange);
  if (body === undefined) return malformed;
  const errors = invoiceFaults(books, body);
  if (errors.length > 0) return procountorErrors(errors);
  const stored = storeInvoice(books, body, exchange.now, {
    made: true,
    visible: books.visibleAt(exchange.now, exchange.lagMs),
  });
  return jsonText(200, books.invoices.text(stored));
}

function replace(books: Books, exchange: Exchange): Answer {
  const stored = one(books, exchange);
  if (stored === undefined) return procountorNotFound;
  const body = bodyOf(exchange);
  if (body === undefined) return malformed;
  const type = String(stored.record["type"]);
  const status = String(stored.record["status"]);
  const changeable = status === "UNFINISHED" || (purchase.has(type) && status === "RECEIVED");
  if (!changeable) return procountorError(403, `An invoice in status ${status} cannot be changed`);
  if (textAt(body, "version") === undefined) return procountorErrors([invalid("version", "NOT_NULL")]);
  if (body["version"] !== stored.record["version"])
    return procountorErrors([invalid("version", "The invoice has been changed since it was read")]);
  const errors = invoiceFaults(books, body);
  if (errors.length > 0) return procountorErrors(errors);
  replaceInvoice(books, stored, body, exchange.now);
  return jsonText(200, books.invoices.text(stored));
}

function act(books: Books, action: Action, exchange: Exchange): Answer {
  const stored = one(books, exchange);
  if (stored === undefined) return procountorNotFound;
  const { record } = stored;
  const body = exchange.body.length === 0 ? {} : (bodyOf(exchange) ?? {});
  if (action.comment === true) {
    const errors = faults("CheckingEvent", body);
    if (errors.length > 0) return procountorErrors(errors);
  }
  const from = String(record["status"]);
  const to = action.to(String(record["type"]), from, record);
  if (to === undefined)
    return procountorError(403, `${action.name} is not allowed for ${record["type"]} in status ${from}`);
  if (action.needsOpenPeriod && !books.isOpen(String(record["date"])))
    return procountorError(403, "CLOSED_FISCAL_PERIOD");
  setStatus(books, stored, to, exchange.now);
  books.transitions.push({ id: stored.id, action: action.name, from, to });
  return json(200, { message: `Invoice ${record["invoiceNumber"]}: ${to}` });
}

function notes(books: Books, exchange: Exchange): Answer {
  const stored = one(books, exchange);
  if (stored === undefined) return procountorNotFound;
  const body = bodyOf(exchange);
  if (body === undefined) return malformed;
  const errors = faults("InvoiceNotes", body);
  if (errors.length > 0) return procountorErrors(errors);
  books.invoices.replace(stored, { ...stored.record, notes: body["notes"] }, exchange.now);
  return json(200, { message: "Notes updated" });
}

function markPaid(books: Books, exchange: Exchange): Answer {
  const stored = one(books, exchange);
  if (stored === undefined) return procountorNotFound;
  const body = bodyOf(exchange);
  if (body === undefined) return malformed;
  const errors = faults("MarkInvoiceAsPaid", body);
  if (errors.length > 0) return procountorErrors(errors);
  const status = String(stored.record["status"]);
  if (status === "UNFINISHED" || status === "INVALIDATED")
    return procountorError(403, `An invoice in status ${status} cannot be marked as paid`);
  const { paymentDate, amount, currency, description } = body;
  setStatus(books, stored, "MARKED_PAID", exchange.now);
  const event = { invoiceId: stored.id, paymentDate, status: "MARKED_PAID", amount, currency, description };
  return json(200, books.payments.add(event, exchange.now, { made: true }).record);
}
