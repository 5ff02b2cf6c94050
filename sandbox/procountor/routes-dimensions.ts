import { type Answer, type Exchange, json } from "../server/exchange.ts";
import { isRecord, type JsonRecord, numberAt, parseJson, recordsAt, textAt } from "../server/json.ts";
import type { Route } from "../server/router.ts";
import type { Books } from "./books.ts";
import { invalid, procountorError, procountorErrors, procountorNotFound } from "./errors.ts";
import type { Stored } from "./store.ts";
import { faults } from "./validate.ts";

/** Dimensions and their items. There is no paging, no creation of a dimension and no deletion of an item. */
export function dimensionRoutes(books: Books): readonly Route[] {
  const one = (handle: (stored: Stored, exchange: Exchange) => Answer) => (exchange: Exchange) => {
    const stored = books.dimensions.get(Number(exchange.parameters[0]));
    return stored === undefined ? procountorNotFound : handle(stored, exchange);
  };
  return [
    { method: "GET", path: "/dimensions", query: ["name", "codeName"], handle: (exchange) => search(books, exchange) },
    { method: "GET", path: "/dimensions/{dimensionId}", query: [], handle: one((stored) => json(200, stored.record)) },
    {
      method: "POST",
      path: "/dimensions/{dimensionId}/items",
      query: [],
      handle: one((stored, exchange) => write(books, stored, exchange, true)),
    },
    {
      method: "PUT",
      path: "/dimensions/{dimensionId}/items",
      query: [],
      handle: one((stored, exchange) => write(books, stored, exchange, false)),
    },
  ];
}

/** Both filters match by part; `codeName` leaves only the matching items. */
function search(books: Books, exchange: Exchange): Answer {
  const name = exchange.query.one("name")?.toLowerCase();
  const codeName = exchange.query.one("codeName")?.toLowerCase();
  const found = books.dimensions
    .all()
    .filter(({ record }) => name === undefined || String(record["name"]).toLowerCase().includes(name));
  return json(
    200,
    found.map(({ record }) =>
      codeName === undefined
        ? record
        : {
            ...record,
            items: recordsAt(record, "items").filter((item) =>
              String(item["codeName"]).toLowerCase().includes(codeName),
            ),
          },
    ),
  );
}

function write(books: Books, stored: Stored, exchange: Exchange, fresh: boolean): Answer {
  const body = parseJson(exchange.body.toString("utf8"));
  if (!isRecord(body)) return procountorError(400, "Malformed JSON request");
  const errors = faults("DimensionItem", body);
  const status = textAt(body, "status");
  if (status !== undefined && status !== "P" && status !== "") errors.push(invalid("status", "P or nothing"));
  if (!fresh && numberAt(body, "id") === undefined) errors.push(invalid("id", "NOT_NULL"));
  if (errors.length > 0) return procountorErrors(errors);
  const items = recordsAt(stored.record, "items");
  const id = fresh ? books.nextItemId() : (numberAt(body, "id") ?? 0);
  if (!fresh && !items.some((item) => item["id"] === id)) return procountorNotFound;
  const { codeName, description } = body;
  const item: JsonRecord = {
    id,
    codeName,
    ...(status === "P" ? { status } : {}),
    ...(description === undefined ? {} : { description }),
  };
  const changed = fresh ? [...items, item] : items.map((entry) => (entry["id"] === id ? item : entry));
  books.dimensions.replace(stored, { ...stored.record, items: changed }, exchange.now);
  return json(200, item);
}
