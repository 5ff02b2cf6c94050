import { dayMs, isoDay } from "../seed/calendar.ts";
import { referenceNumber } from "../seed/identity.ts";
import { isRecord, type JsonRecord, textAt } from "../server/json.ts";
import type { InvoiceSeed, InvoiceTable } from "./invoices.ts";
import { owner } from "./seed-customers.ts";
import type { World } from "./world.ts";

export function money(cents: number): JsonRecord {
  return { amount: cents / 100, currencyCode: "EUR" };
}

/** An invoice as it is served, without the edits of people. */
export function buildInvoice(world: World, table: InvoiceTable, seed: InvoiceSeed): JsonRecord {
  const { index, customer } = seed;
  const status = world.invoiceStatuses.at(table.statusOf(index));
  const number = table.numberOf(index);
  const language = world.languages.at(customer.index % 9 === 4 ? 2 : customer.country === "FI" ? 0 : 1);
  const { guid: currencyGuid, name: currencyName, symbol } = world.currencies.at(0);
  const country = customer.country === "FI" ? "Finland" : "Sweden";
  const party = { name: customer.name, guid: customer.guid, number: customer.number };
  const totals = seed.rows.reduce(
    (sum, row) => ({
      net: sum.net + row.net,
      tax: sum.tax + row.tax,
      hours: sum.hours + (row.type === "Hours" ? row.net : 0),
      fees: sum.fees + (row.type === "ProjectFees" ? row.net : 0),
      travels: sum.travels + (row.type === "TravelExpenses" ? row.net : 0),
      quantity: sum.quantity + (row.type === "Hours" ? row.hundredths : 0),
    }),
    { net: 0, tax: 0, hours: 0, fees: 0, travels: 0, quantity: 0 },
  );
  const person = owner(world, customer.index);
  const orderNumber =
    seed.case === "order reference over 70 characters"
      ? `Puitesopimus 2026/118, tilaus PO-${index}, kustannuspaikka Etelä-Suomi, vastuuhenkilö ${customer.contactName}`
      : index % 2 === 0
        ? `PO-${40_000 + index}`
        : null;
  return {
    guid: world.guid("invoice", index),
    number,
    referenceNumber: number === null ? null : referenceNumber(String(number)),
    status: {
      guid: status["guid"],
      name: status["name"],
      isSent: status["isSent"],
      isWaitingPayment: status["isWaitingPayment"],
      isPaid: status["isPaid"],
    },
    customer: party,
    projects: seed.projects.map((project) => ({
      name: project["name"],
      guid: project["guid"],
      number: project["number"],
    })),
    date: isoDay(seed.date),
    dueDate: isoDay(seed.date + seed.term * dayMs),
    paymentDate: null,
    entryDate: isoDay(seed.date),
    paymentTerm: seed.term,
    overdueInterest: 8,
    ourReference: textAt(person, "name") ?? null,
    yourReference: customer.contactName,
    currency: { guid: currencyGuid, name: currencyName, code: "EUR", symbol },
    currencyRate: 1,
    totalIncludingTax: money(totals.net + totals.tax),
    totalExcludingTax: money(totals.net),
    totalTax: money(totals.tax),
    workHoursTotalExcludingTax: money(totals.hours),
    projectFeesTotalExcludingTax: money(totals.fees),
    projectTravelExpensesTotalExcludingTax: money(totals.travels),
    flatRatesTotalExcludingTax: money(0),
    workHoursQuantity: totals.quantity / 100,
    receiverCustomerName: customer.name,
    receiverContactGuid: world.guid("contact", customer.index),
    receiverContactName: customer.contactName,
    receiverContactEmail: customer.contactEmail,
    receiverAddress: {
      addressline: customer.street,
      postalCode: customer.postalCode,
      city: customer.city,
      state: null,
      country,
    },
    receiverVatNumber: customer.vatNumber,
    receiverKvkNumber: null,
    senderName: world.organizationDetails["name"],
    senderContactName: textAt(person, "name") ?? null,
    senderContactGuid: person["guid"],
    senderAddress: {
      addressline: "Mannerheimintie 12 B",
      postalCode: "00100",
      city: "HELSINKI",
      state: null,
      country: "Finland",
    },
    senderVatNumber: world.organizationDetails["vatNumber"],
    senderKvkNumber: null,
    isCreditNote: seed.isCreditNote,
    reimburseInvoice:
      seed.isCreditNote && index > 0
        ? { guid: world.guid("invoice", index - 1), number: table.numberOf(index - 1) }
        : null,
    creditNoteInvoice: null,
    invoiceNumberBusinessUnitGuid: null,
    orderNumber,
    culture: { name: "Finnish (Finland)", englishName: "Finnish (Finland)", code: "fi-FI" },
    billingCustomer: party,
    notes: index % 4 === 0 ? "Kiitos hyvästä yhteistyöstä!" : null,
    freeText1: index % 3 === 0 ? freeText("Laskutus sopimuksen mukaan.") : null,
    freeText2:
      seed.case === "character outside Windows-1252"
        ? freeText("Проект 漢字")
        : index % 8 === 5
          ? freeText("Maksuehto sopimuksesta.\nViivästyskorko korkolain mukaan.")
          : null,
    language: {
      name: language["name"],
      guid: language["guid"],
      englishName: language["englishName"],
      code: language["code"],
    },
    canBeDeleted: status["isReadOnly"] !== true,
    workHourValueAddedTax: customer.country === "SE" ? 0 : 25.5,
    ...world.audit(table.createdAt(index), table.changedAt(index)),
  };
}

function freeText(plainText: string): JsonRecord {
  return { value: plainText, text: plainText, plainText, allowTags: false, tagContext: null };
}

/** A row as it is served. */
export function buildRow(world: World, table: InvoiceTable, seed: InvoiceSeed, row: number): JsonRecord {
  const spec = seed.rows[row];
  if (spec === undefined) throw new RangeError(`no row ${row}`);
  const project = seed.projects[spec.project] ?? seed.projects[0] ?? {};
  const center = project["costCenter"];
  const account = world.salesAccounts.at(spec.type === "Hours" ? 0 : spec.type === "ProjectFees" ? 1 : 2);
  return {
    guid: world.guid("row", seed.index, row),
    invoiceGuid: world.guid("invoice", seed.index),
    rowType: spec.type,
    description: spec.description,
    quantity: spec.hundredths / 100,
    unitPrice: money(spec.cents),
    measurementUnit: spec.unit,
    vatRate: spec.vat,
    sortOrder: row + 1,
    salesAccount: { number: account["number"], name: account["name"] },
    recurringSalesAccount: null,
    costCenter: isRecord(center) ? { number: center["identifier"], name: center["name"] } : null,
    vatAccount: { number: "2939", name: "Arvonlisäverovelka" },
    salesReceivableAccount: { number: "1700", name: "Myyntisaamiset" },
    category: spec.type === "TravelExpenses" ? "Travels" : spec.type,
    flatRateGuid: null,
    hasInvoiceComment: false,
    code: spec.code === null ? null : [spec.code],
    ...world.audit(table.createdAt(seed.index), table.changedAt(seed.index)),
  };
}
