import { pdf } from "../server/documents.ts";
import { type Answer, type Exchange, json, jsonText, Refusal } from "../server/exchange.ts";
import type { JsonRecord } from "../server/json.ts";
import { type Listing, listingOf } from "../server/paging.ts";
import type { Route } from "../server/router.ts";
import { severaError, severaNotFound } from "./errors.ts";
import { entriesOf } from "./invoice-entries.ts";
import { invoiceListing, rowListing } from "./invoice-listing.ts";
import type { InvoiceTable } from "./invoices.ts";
import { asChange, readPatch } from "./json-patch.ts";
import { offsetPage, tokenPage } from "./paging.ts";
import type { World } from "./world.ts";

const writable = {
  references: ["status"],
  fields: [
    "date",
    "dueDate",
    "paymentDate",
    "entryDate",
    "paymentTerm",
    "overdueInterest",
    "ourReference",
    "yourReference",
    "orderNumber",
    "referenceNumber",
    "number",
    "notes",
    "freeText1",
    "freeText2",
    "receiverCustomerName",
    "receiverContactName",
    "receiverContactEmail",
    "receiverAddress",
    "receiverVatNumber",
    "senderContactName",
  ],
};
const rowWritable = {
  references: [],
  fields: ["description", "quantity", "unitPrice", "measurementUnit", "vatRate", "sortOrder"],
};
const settingsWritable = {
  references: [],
  fields: [
    "isReverseCharged",
    "reverseChargeDescription",
    "workHourGrouping",
    "projectFeeGrouping",
    "projectTravelExpenseGrouping",
  ],
};

const invoiceQuery = [
  "rowCount",
  "pageToken",
  "paymentDateStart",
  "invoiceStatusGuids",
  "projectGuids",
  "projectOwnerGuids",
  "projectBusinessUnitGuids",
  "customerGuids",
  "startDate",
  "endDate",
  "minimumTotalExcludingTax",
  "maximumTotalExcludingTax",
  "referenceNumbers",
  "numbers",
  "changedSince",
];

/** What a status change did, for the audit. */
export interface StatusChange {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** Invoices, their rows, settings, entries and files. */
export function invoiceRoutes(world: World, table: InvoiceTable, changes: StatusChange[]): readonly Route[] {
  const read = { method: "GET", scope: "invoices:read" };
  const one = (handle: (index: number, exchange: Exchange) => Answer) => (exchange: Exchange) => {
    const index = table.find(exchange.parameters[0] ?? "");
    return index === undefined ? severaNotFound : handle(index, exchange);
  };
  return [
    {
      ...read,
      path: "/v1/invoices",
      query: invoiceQuery,
      handle: (exchange) => tokenPage(exchange, invoiceListing(world, table, exchange)),
    },
    { ...read, path: "/v1/invoices/{guid}", query: [], handle: one((index) => json(200, table.record(index))) },
    {
      method: "PATCH",
      scope: "invoices:write",
      path: "/v1/invoices/{guid}",
      query: [],
      handle: one((index, exchange) => patchInvoice(world, table, changes, index, exchange)),
    },
    {
      ...read,
      path: "/v1/invoices/{invoiceGuid}/invoicerows",
      query: ["pageToken", "rowCount", "rowType"],
      handle: one((index, exchange) =>
        tokenPage(exchange, among(table.rows(index), byType(exchange, "rowType", "rowType"))),
      ),
    },
    {
      ...read,
      path: "/v1/invoices/{invoiceGuid}/invoicesettings",
      query: [],
      handle: one((index) => json(200, table.settings(index))),
    },
    {
      ...read,
      path: "/v1/invoices/{invoiceGuid}/workhours",
      query: ["pageToken", "rowCount"],
      handle: one((index, exchange) => tokenPage(exchange, among(entries(world, table, index, "Hours")))),
    },
    {
      ...read,
      path: "/v1/invoices/{invoiceGuid}/projectfees",
      query: ["pageToken", "rowCount", "productType"],
      handle: one((index, exchange) =>
        tokenPage(
          exchange,
          among(entries(world, table, index, "ProjectFees"), byType(exchange, "productType", "productType")),
        ),
      ),
    },
    {
      ...read,
      path: "/v1/invoices/{invoiceGuid}/projecttravelexpenses",
      query: ["pageToken", "rowCount", "expenseClass"],
      handle: one((index, exchange) => tokenPage(exchange, among(entries(world, table, index, "TravelExpenses")))),
    },
    {
      method: "GET",
      scope: "files:read",
      path: "/v1/invoices/{invoiceGuid}/files",
      query: ["firstRow", "rowCount"],
      handle: one((index, exchange) => offsetPage(exchange, among(table.files(index)))),
    },
    {
      method: "GET",
      scope: "files:read",
      path: "/v1/invoices/{guid}/pdf",
      query: ["invoiceType", "pdfGetOptions"],
      handle: one((index, exchange) => invoicePdf(table, index, exchange)),
    },
    ...rowRoutes(world, table),
    {
      method: "PATCH",
      scope: "invoices:write",
      path: "/v1/invoicesettings/{guid}",
      query: [],
      handle: (exchange) => patchSettings(table, exchange),
    },
  ];
}

function rowRoutes(world: World, table: InvoiceTable): readonly Route[] {
  const read = { method: "GET", scope: "invoices:read" };
  const one = (handle: (index: number, row: number, exchange: Exchange) => Answer) => (exchange: Exchange) => {
    const found = table.findRow(exchange.parameters[0] ?? "");
    return found === undefined ? severaNotFound : handle(found.index, found.row, exchange);
  };
  const behind = (kind: string, type: string, query: readonly string[]): Route => ({
    ...read,
    path: `/v1/invoicerows/{invoiceRowGuid}/${kind}`,
    query: ["pageToken", "rowCount", ...query],
    handle: one((index, row, exchange) =>
      tokenPage(exchange, among(table.row(index, row)["rowType"] === type ? entriesOf(world, table, index, row) : [])),
    ),
  });
  return [
    {
      ...read,
      path: "/v1/invoicerows",
      query: ["pageToken", "rowCount", "changedSince"],
      handle: (exchange) => tokenPage(exchange, rowListing(table, exchange)),
    },
    {
      ...read,
      path: "/v1/invoicerows/{guid}",
      query: [],
      handle: one((index, row) => json(200, table.row(index, row))),
    },
    {
      method: "PATCH",
      scope: "invoices:write",
      path: "/v1/invoicerows/{guid}",
      query: [],
      handle: one((index, row, exchange) => patchRow(world, table, index, row, exchange)),
    },
    behind("workhours", "Hours", []),
    behind("projectfees", "ProjectFees", ["productType"]),
    behind("projecttravelexpenses", "TravelExpenses", ["expenseClass"]),
  ];
}

export function among(records: readonly JsonRecord[], accept?: (record: JsonRecord) => boolean): Listing {
  return listingOf(records, (record) => record, accept);
}

function byType(exchange: Exchange, parameter: string, member: string): (record: JsonRecord) => boolean {
  const wanted = exchange.query.one(parameter);
  return wanted === undefined ? () => true : (record) => record[member] === wanted;
}

function entries(world: World, table: InvoiceTable, index: number, type: string): readonly JsonRecord[] {
  return table
    .seed(index)
    .rows.flatMap((row, place) => (row.type === type ? entriesOf(world, table, index, place) : []));
}

function patchInvoice(
  world: World,
  table: InvoiceTable,
  changes: StatusChange[],
  index: number,
  exchange: Exchange,
): Answer {
  const replacements = readPatch(exchange.body, writable);
  const fields = replacements.filter(({ path }) => path[0] !== "status");
  const from = table.statusOf(index);
  if (fields.length > 0 && world.invoiceStatuses.at(from)["isReadOnly"] === true) {
    return severaError("InvalidOperation", "The status of the invoice does not allow editing.", {
      type: "RequestBody",
      name: `/${fields[0]?.path.join("/")}`,
    });
  }
  const target = replacements.findLast(({ path }) => path[0] === "status");
  const to = target === undefined ? undefined : statusPlace(world, target.value);
  if (fields.length > 0) table.edit(index, asChange(fields), exchange.now);
  if (to !== undefined) {
    table.setStatus(index, to, exchange.now);
    changes.push({ index, from, to, at: exchange.now });
  }
  return jsonText(200, `[${JSON.stringify(table.record(index))}]`);
}

function statusPlace(world: World, guid: unknown): number {
  const record = typeof guid === "string" ? world.invoiceStatuses.get(guid) : undefined;
  if (record !== undefined) return world.invoiceStatuses.all().indexOf(record);
  throw new Refusal(
    severaError("InvalidParameter", "There is no such invoice status.", { type: "RequestBody", name: "/status" }),
  );
}

function patchRow(world: World, table: InvoiceTable, index: number, row: number, exchange: Exchange): Answer {
  if (world.invoiceStatuses.at(table.statusOf(index))["isReadOnly"] === true)
    return severaError("InvalidOperation", "The status of the invoice does not allow editing.");
  table.editRow(index, row, asChange(readPatch(exchange.body, rowWritable)), exchange.now);
  return json(200, [table.row(index, row)]);
}

function patchSettings(table: InvoiceTable, exchange: Exchange): Answer {
  const index = table.findSettings(exchange.parameters[0] ?? "");
  if (index === undefined) return severaNotFound;
  table.editSettings(index, asChange(readPatch(exchange.body, settingsWritable)), exchange.now);
  return json(200, table.settings(index));
}

const pdfParts = ["All", "InvoiceOnly", "AttachmentAndBreakdown"];

function invoicePdf(table: InvoiceTable, index: number, exchange: Exchange): Answer {
  const type = exchange.query.one("invoiceType") ?? "Invoice";
  const part = exchange.query.one("pdfGetOptions") ?? "All";
  if (type !== "Invoice" && type !== "Reminder")
    return severaError("InvalidParameter", "invoiceType is Invoice or Reminder.", {
      type: "UriParameter",
      name: "invoiceType",
    });
  if (!pdfParts.includes(part))
    return severaError("InvalidParameter", `pdfGetOptions is one of ${pdfParts.join(", ")}.`, {
      type: "UriParameter",
      name: "pdfGetOptions",
    });
  const invoice = table.record(index);
  const lines = [`${type} ${invoice["number"] ?? "(draft)"}`, String(invoice["receiverCustomerName"]), `Part: ${part}`];
  const rows =
    part === "InvoiceOnly"
      ? []
      : table.rows(index).map((row) => `${row["description"]} ${row["quantity"]} ${row["measurementUnit"]}`);
  return { status: 200, type: "application/pdf", body: pdf([...lines, ...rows]) };
}
