import { isoDay } from "../seed/calendar.ts";
import type { Exchange } from "../server/exchange.ts";
import { type JsonRecord, numberAt, recordAt, recordsAt, textAt } from "../server/json.ts";
import type { Listing } from "../server/paging.ts";
import type { InvoiceTable } from "./invoices.ts";
import { moment, number } from "./query.ts";
import type { World } from "./world.ts";

/** Places kept for the rows of one invoice in the list of all rows. */
const mostRows = 16;

/** The invoices that pass the filters of the query. */
export function invoiceListing(world: World, table: InvoiceTable, exchange: Exchange): Listing {
  const { query } = exchange;
  const since = moment(exchange, "changedSince");
  const statuses = new Set(query.all("invoiceStatusGuids").map((guid) => world.guids.read(guid)?.index ?? -1));
  const customers = new Set(query.all("customerGuids").map((guid) => guid.toLowerCase()));
  const numbers = new Set(query.all("numbers").map(Number));
  const [start, end] = [query.one("startDate"), query.one("endDate")];
  const deep = deepFilter(exchange);
  const accept = (place: number): boolean => {
    if (statuses.size > 0 && !statuses.has(table.statusOf(place))) return false;
    if (since !== undefined && table.changedAt(place) < since) return false;
    if (numbers.size > 0 && !numbers.has(table.numberOf(place) ?? -1)) return false;
    if (customers.size > 0 && !customers.has(table.facts(place).customer.guid)) return false;
    if (start !== undefined && isoDay(table.facts(place).date) < start.slice(0, 10)) return false;
    if (end !== undefined && isoDay(table.facts(place).date) > end.slice(0, 10)) return false;
    return deep === undefined || deep(table.record(place));
  };
  return { size: table.size, accept, text: (place) => JSON.stringify(table.record(place)) };
}

/** Filters that need the whole invoice. */
function deepFilter(exchange: Exchange): ((invoice: JsonRecord) => boolean) | undefined {
  const { query } = exchange;
  const projects = new Set(query.all("projectGuids"));
  const references = new Set(query.all("referenceNumbers"));
  const least = number(exchange, "minimumTotalExcludingTax");
  const most = number(exchange, "maximumTotalExcludingTax");
  if (projects.size === 0 && references.size === 0 && least === undefined && most === undefined) return undefined;
  return (invoice) => {
    const total = numberAt(recordAt(invoice, "totalExcludingTax"), "amount") ?? 0;
    if ((least !== undefined && total < least) || (most !== undefined && total > most)) return false;
    if (references.size > 0 && !references.has(textAt(invoice, "referenceNumber") ?? "")) return false;
    return (
      projects.size === 0 ||
      recordsAt(invoice, "projects").some((project) => projects.has(textAt(project, "guid") ?? ""))
    );
  };
}

/** The rows of all invoices. */
export function rowListing(table: InvoiceTable, exchange: Exchange): Listing {
  const since = moment(exchange, "changedSince");
  let cached = { index: -1, rows: [] as readonly JsonRecord[] };
  const rows = (place: number): readonly JsonRecord[] => {
    const index = Math.floor(place / mostRows);
    if (cached.index !== index) cached = { index, rows: table.rows(index) };
    return cached.rows;
  };
  return {
    size: table.size * mostRows,
    accept: (place) =>
      (since === undefined || table.changedAt(Math.floor(place / mostRows)) >= since) &&
      rows(place)[place % mostRows] !== undefined,
    text: (place) => JSON.stringify(rows(place)[place % mostRows]),
  };
}
