import type { Procountor } from "./procountor/procountor.ts";
import type { Stored } from "./procountor/store.ts";
import type { FaultBox } from "./server/faults.ts";
import { type JsonRecord, numberAt, recordAt, textAt } from "./server/json.ts";
import type { Quota } from "./server/quota.ts";
import { statusAt } from "./severa/invoices.ts";
import { travelStatusNames } from "./severa/seed-settings.ts";
import type { Severa } from "./severa/severa.ts";

/** How often each key was created; a count above one is a duplicate. */
export type Counts = Readonly<Record<string, number>>;

/** What has been received over the API since the start. */
export interface Audit {
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
  readonly fees: Counts;
  readonly dimensionItems: Counts;
  readonly statusChanges: {
    readonly severaInvoices: number;
    readonly severaTravel: number;
    readonly procountor: Counts;
  };
  /** Keys created more than once, each with its kind. */
  readonly duplicates: readonly { readonly kind: string; readonly key: string; readonly count: number }[];
  /** Severa numbers that were moved past the transfer status and have no invoice in Procountor. */
  readonly losses: readonly { readonly kind: "invoice" | "travel"; readonly number: number }[];
  /** Severa numbers still waiting for transfer. */
  readonly waiting: { readonly invoices: number; readonly travel: number };
  readonly calls: Counts;
  readonly quota: Readonly<Record<"severa" | "procountor", { readonly refused: number; readonly peak: number }>>;
  readonly faults: Counts;
}

export interface Audited {
  readonly severa: Severa;
  readonly procountor: Procountor;
  readonly calls: ReadonlyMap<string, number>;
  readonly quotas: { readonly severa: Quota; readonly procountor: Quota };
  readonly faults: FaultBox;
}

export function audit({ severa, procountor, calls, quotas, faults }: Audited): Audit {
  const { books } = procountor;
  const made = books.invoices.all().filter((stored) => stored.made && stored.record["status"] !== "INVALIDATED");
  const sales = made.filter((stored) => stored.record["type"] === "SALES_INVOICE");
  const travel = made.filter(
    (stored) => stored.record["type"] === "TRAVEL_INVOICE" || stored.record["type"] === "BILL_OF_CHARGES",
  );
  const original = (stored: Stored) => textAt(stored.record, "originalInvoiceNumber");
  const counted = {
    sales: counts(sales, original),
    travel: counts(travel, original),
    attachments: counts(
      books.attachments.all().filter((stored) => stored.made),
      ({ record }) => `${record["referenceId"]}/${record["name"]}`,
    ),
    partners: counts(
      books.partners.all().filter((stored) => stored.made),
      ({ record }) =>
        `${recordAt(record, "invoicingInfo")["customerNumber"]}/${recordAt(record, "invoicingInfo")["identifier"]}`,
    ),
    products: counts(
      books.products.all().filter((stored) => stored.made),
      ({ record }) => `${record["type"]}/${record["code"]}`,
    ),
    persons: counts(
      books.persons.all().filter((stored) => stored.made),
      ({ record }) => String(recordAt(record, "invoicingInfo")["identifier"]),
    ),
    dimensionItems: dimensionItems(procountor),
    fees: tally(severa.createdFees.map((guid) => feeKey(severa.world.projectFees.must(guid)))),
  };
  const duplicates = Object.entries(counted).flatMap(([kind, keys]) =>
    Object.entries(keys)
      .filter(([, count]) => count > 1)
      .map(([key, count]) => ({ kind, key, count })),
  );
  return {
    invoices: {
      sales: counted.sales,
      travel: counted.travel,
      withoutNumber: [...sales, ...travel].filter((stored) => original(stored) === undefined).length,
      total: made.length,
    },
    attachments: counted.attachments,
    partners: counted.partners,
    products: counted.products,
    persons: counted.persons,
    fees: counted.fees,
    dimensionItems: counted.dimensionItems,
    statusChanges: {
      severaInvoices: severa.invoiceChanges.length,
      severaTravel: severa.travelChanges.length,
      procountor: tally(books.transitions.map((change) => `${change.action}: ${change.from} -> ${change.to}`)),
    },
    duplicates,
    losses: losses(severa, counted.sales, counted.travel),
    waiting: waiting(severa),
    calls: Object.fromEntries(calls),
    quota: { severa: quotaOf(quotas.severa), procountor: quotaOf(quotas.procountor) },
    faults: Object.fromEntries(faults.struck),
  };
}

function quotaOf({ refused, peak }: Quota): { readonly refused: number; readonly peak: number } {
  return { refused, peak };
}

function counts(stored: readonly Stored[], key: (stored: Stored) => string | undefined): Counts {
  return tally(stored.flatMap((entry) => key(entry) ?? []));
}

function tally(keys: readonly string[]): Counts {
  const result = new Map<string, number>();
  for (const key of keys) result.set(key, (result.get(key) ?? 0) + 1);
  return Object.fromEntries(result);
}

function feeKey(fee: JsonRecord): string {
  return [
    recordAt(fee, "project")["guid"],
    fee["name"],
    fee["description"],
    fee["eventDate"],
    fee["quantity"],
    recordAt(fee, "unitPrice")["amount"],
    recordAt(fee, "unitCost")["amount"],
  ].join(" | ");
}

function dimensionItems(procountor: Procountor): Counts {
  return tally(
    procountor.books.dimensions
      .all()
      .flatMap(({ record }) =>
        (Array.isArray(record["items"]) ? (record["items"] as readonly JsonRecord[]) : []).map(
          (item) => `${record["name"]}/${item["codeName"]}`,
        ),
      ),
  );
}

function losses(severa: Severa, sales: Counts, travel: Counts): Audit["losses"] {
  const lost = new Map<string, { readonly kind: "invoice" | "travel"; readonly number: number }>();
  for (const { index, to } of severa.invoiceChanges) {
    const number = severa.invoices.numberOf(index);
    const past = to >= statusAt.transferred && severa.invoices.statusOf(index) >= statusAt.transferred;
    if (past && number !== null && (sales[String(number)] ?? 0) === 0)
      lost.set(`invoice ${number}`, { kind: "invoice", number });
  }
  for (const { guid, to } of severa.travelChanges) {
    const number = numberAt(severa.world.travelReimbursements.must(guid), "number") ?? 0;
    if (to === travelStatusNames.transferred && !Object.keys(travel).some((key) => key.includes(String(number))))
      lost.set(`travel ${number}`, { kind: "travel", number });
  }
  return [...lost.values()];
}

function waiting(severa: Severa): Audit["waiting"] {
  let invoices = 0;
  for (let index = 0; index < severa.invoices.size; index += 1)
    if (severa.invoices.statusOf(index) === statusAt.waiting) invoices += 1;
  const travel = severa.world.travelReimbursements
    .all()
    .filter((record) => recordAt(record, "travelReimbursementStatus")["name"] === travelStatusNames.waiting);
  return { invoices, travel: travel.length };
}
