import { type Answer, type Exchange, jsonText } from "../server/exchange.ts";
import { isRecord, type JsonRecord, numberAt, parseJson, recordsAt } from "../server/json.ts";
import type { Route } from "../server/router.ts";
import type { Books } from "./books.ts";
import { type FieldError, invalid, procountorError, procountorErrors, procountorNotFound } from "./errors.ts";
import { inTime, page, type Stored, several } from "./store.ts";
import { localTime } from "./time.ts";
import { faults } from "./validate.ts";

const mismatch = "DIMENSION_OR_DIMENSION_ITEM_IDENTIFIERS_DOES_NOT_MATCH_THOSE_STORED_IN_DATABASE";

/** Ledger receipts and the dimensions of their transactions. */
export function receiptRoutes(books: Books): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/ledgerreceipts",
      query: [
        "startDate",
        "endDate",
        "createdStartDate",
        "createdEndDate",
        "versionStartDate",
        "versionEndDate",
        "types",
        "previousId",
        "orderById",
        "orderByVersion",
        "size",
        "page",
        "status",
      ],
      handle: (exchange) => search(books, exchange),
    },
    {
      method: "GET",
      path: "/ledgerreceipts/{receiptId}",
      query: [],
      handle: (exchange) => books.receipts.read(exchange),
    },
    {
      method: "PUT",
      path: "/ledgerreceipts/{receiptId}/transactions/{transactionId}/dimensions",
      query: [],
      handle: (exchange) => putDimensions(books, exchange),
    },
  ];
}

function search(books: Books, exchange: Exchange): Answer {
  const version = inTime(exchange, "version");
  const created = inTime(exchange, "created");
  if (typeof version !== "function") return version;
  if (typeof created !== "function") return created;
  const [types, statuses] = [several(exchange, "types"), several(exchange, "status")];
  const [start, end] = [exchange.query.one("startDate"), exchange.query.one("endDate")];
  const accept = (stored: Stored): boolean => {
    const { record } = stored;
    if (types !== undefined && !types.has(String(record["type"]))) return false;
    if (statuses !== undefined && !statuses.has(String(record["status"]))) return false;
    const date = String(record["receiptDate"]);
    if ((start !== undefined && date < start) || (end !== undefined && date > end)) return false;
    return version(stored) && created(stored);
  };
  const present = (stored: Stored): JsonRecord => {
    const { id, type, status, name, receiptDate, receiptNumber, invoiceNumber, version: changed } = stored.record;
    return {
      id,
      type,
      status,
      name,
      receiptDate,
      receiptNumber,
      invoiceNumber,
      created: localTime(stored.created),
      version: changed,
    };
  };
  return page(exchange, { from: books.receipts.all(), accept, present, order: "DESC" });
}

/** Replaces the dimensions of one transaction; an empty list clears them. */
function putDimensions(books: Books, exchange: Exchange): Answer {
  const stored = books.receipts.get(Number(exchange.parameters[0]));
  const transactions = stored === undefined ? [] : recordsAt(stored.record, "transactions");
  const id = Number(exchange.parameters[1]);
  const index = transactions.findIndex((transaction) => transaction["id"] === id);
  const transaction = transactions[index];
  if (stored === undefined || transaction === undefined) return procountorNotFound;
  const body = parseJson(exchange.body.toString("utf8"));
  if (!isRecord(body)) return procountorError(400, "Malformed JSON request");
  const shape = faults("DimensionItemValueList", body);
  const values = recordsAt(body, "dimensionItemValues");
  const errors =
    shape.length > 0 ? shape : dimensionFaults(books, values, numberAt(transaction, "accountingValue") ?? 0);
  if (errors.length > 0) return procountorErrors(errors);
  if (!books.isOpen(String(stored.record["receiptDate"]))) return procountorError(403, "CLOSED_FISCAL_PERIOD");
  const changed = transactions.map((entry, place) =>
    place === index ? { ...entry, dimensionItemValues: values } : entry,
  );
  books.receipts.replace(stored, { ...stored.record, transactions: changed }, exchange.now);
  return jsonText(200, books.receipts.text(stored));
}

/** Items must exist and be open, occur once, and add up to the transaction for each dimension. */
function dimensionFaults(books: Books, values: readonly JsonRecord[], accountingValue: number): FieldError[] {
  const errors: FieldError[] = [];
  const sums = new Map<number, number>();
  const pairs = new Set<string>();
  values.forEach((value, index) => {
    const at = `dimensionItemValues[${index}]`;
    const [dimensionId = 0, itemId = 0, amount = 0] = [
      numberAt(value, "dimensionId"),
      numberAt(value, "itemId"),
      numberAt(value, "value"),
    ];
    const dimension = books.dimensions.get(dimensionId)?.record;
    const item =
      dimension === undefined ? undefined : recordsAt(dimension, "items").find((entry) => entry["id"] === itemId);
    if (item === undefined || item["status"] === "P") errors.push(invalid("dimensionItemValues", mismatch));
    if (pairs.has(`${dimensionId}/${itemId}`)) errors.push(invalid(at, "A dimension item may appear only once"));
    if (Math.abs(amount * 100 - Math.round(amount * 100)) > 1e-6)
      errors.push(invalid(`${at}.value`, "At most 2 decimals"));
    pairs.add(`${dimensionId}/${itemId}`);
    sums.set(dimensionId, (sums.get(dimensionId) ?? 0) + Math.round(amount * 100));
  });
  for (const [dimensionId, sum] of sums) {
    if (sum !== Math.round(accountingValue * 100))
      errors.push(
        invalid("dimensionItemValues", `The values of dimension ${dimensionId} do not add up to ${accountingValue}`),
      );
  }
  return errors;
}

/** For the seed: sets the dimensions of a transaction without checks. */
export function dimensioned(
  receipt: JsonRecord,
  values: (entry: JsonRecord, index: number) => readonly JsonRecord[],
): JsonRecord {
  const transactions = recordsAt(receipt, "transactions").map((entry, index) =>
    entry["transactionType"] === "ENTRY" ? { ...entry, dimensionItemValues: values(entry, index) } : entry,
  );
  return { ...receipt, transactions };
}
