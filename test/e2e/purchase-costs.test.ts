import { describe, expect, test } from "vitest";
import { setStatus, storeInvoice } from "../../sandbox/procountor/invoice-book.ts";
import { dimensioned } from "../../sandbox/procountor/routes-receipts.ts";
import { type JsonRecord, numberAt, recordAt, recordsAt } from "../../sandbox/server/json.ts";
import { flowsOf, type Options, type Stage, withSandbox } from "./harness.ts";

/** Purchase invoices only. */
function withPurchases(options: Options, work: (stage: Stage) => Promise<void>): Promise<void> {
  return withSandbox(
    {
      ...options,
      sandbox: { invoices: 1, ...options.sandbox },
      demo: { dimensions: true, purchases: true, ...options.demo },
    },
    async (stage) => {
      stage.edit(26001, { status: "Draft" });
      await work(stage);
    },
  );
}

interface Row {
  readonly price: number;
  /** Shares of the row's amount, by the number of the project. */
  readonly shares: Readonly<Record<number, number>>;
}

/** Somebody enters a purchase invoice in Procountor and dimensions its rows to projects. */
function enter(stage: Stage, status: string, rows: readonly Row[], name = "L-1"): number {
  const { books } = stage.sandbox.state.procountor;
  const stored = storeInvoice(
    books,
    {
      type: "PURCHASE_INVOICE",
      date: "2026-03-02",
      counterParty: {
        counterPartyAddress: {
          name: "Alihankkija Laine Oy",
          street: "Tie 1",
          zip: "00100",
          city: "HELSINKI",
          country: "FINLAND",
        },
      },
      paymentInfo: { paymentMethod: "BANK_TRANSFER", currency: "EUR", currencyRate: 1, dueDate: "2026-03-16" },
      extraInfo: { accountingByRow: true, unitPricesIncludeVat: false },
      discountPercent: 0,
      invoiceRows: rows.map(({ price }) => ({
        product: "Työ",
        quantity: 1,
        unit: "PIECE",
        unitPrice: price,
        discountPercent: 0,
        vatPercent: 25.5,
      })),
      vatStatus: 1,
      originalInvoiceNumber: name,
      invoiceChannel: "NO_SENDING",
    },
    Date.now(),
    { made: false, status },
  );
  const dimension = books.dimensions.all().find(({ record }) => record["name"] === "Projektit");
  if (dimension === undefined) throw new Error("no dimension of projects");
  const itemOf = (project: number): number =>
    Number(recordsAt(dimension.record, "items").find(({ codeName }) => codeName === String(project))?.["id"]);
  const receipt = books.receipts.must(numberAt(stored.record, "ledgerReceiptId") ?? 0);
  const values = (_entry: JsonRecord, place: number): readonly JsonRecord[] =>
    Object.entries(rows[place]?.shares ?? {}).map(([project, value]) => ({
      dimensionId: dimension.id,
      itemId: itemOf(Number(project)),
      value,
    }));
  books.receipts.replace(receipt, dimensioned(receipt.record, values), Date.now());
  return stored.id;
}

interface Fee {
  readonly project: unknown;
  readonly cost: unknown;
  readonly price: unknown;
  readonly date: unknown;
}

function fees(stage: Stage): readonly Fee[] {
  const { world, createdFees } = stage.sandbox.state.severa;
  return createdFees
    .map((guid) => world.projectFees.must(guid))
    .map((fee) => ({
      project: world.projects.must(String(recordAt(fee, "project")["guid"]))["number"],
      cost: recordAt(fee, "unitCost")["amount"],
      price: recordAt(fee, "unitPrice")["amount"],
      date: fee["eventDate"],
    }))
    .toSorted((one, other) => Number(one.cost) - Number(other.cost));
}

const carried = ["APPROVED", "PAYMENT_QUEUED", "PAYMENT_SENT_TO_BANK", "PARTLY_PAID", "PAID", "MARKED_PAID"];
const left = ["UNFINISHED", "RECEIVED", "VERIFIED", "PAYMENT_DENIED", "INVALIDATED"];

describe("purchase invoices become project fees", () => {
  test("[PRO-PUR-01] in the six statuses and no other", async () => {
    await withPurchases({}, async (stage) => {
      [...carried, ...left].forEach((status, index) => {
        enter(stage, status, [{ price: 100 + index, shares: { 5001: 100 + index } }], `L-${index}`);
      });
      flowsOf(await stage.run());
      expect(await stage.unsolved()).toEqual([]);
      expect(fees(stage)).toEqual(
        carried.map((_, index) => ({ project: 5001, cost: 100 + index, price: 100 + index, date: "2026-03-02" })),
      );
    });
  });

  test("[PRO-PUR-01] each row once: by its own project, split over two, credit as a negative cost, and none without a project", async () => {
    await withPurchases({}, async (stage) => {
      enter(stage, "APPROVED", [
        { price: 100, shares: { 5001: 100 } },
        { price: 60, shares: { 5001: 45.5, 5002: 14.5 } },
        { price: -30, shares: { 5003: -30 } },
        { price: 99, shares: {} },
      ]);
      flowsOf(await stage.run());
      expect(await stage.unsolved()).toEqual([]);
      expect(fees(stage).map(({ project, cost }) => [project, cost])).toEqual([
        [5003, -30],
        [5002, 14.5],
        [5001, 45.5],
        [5001, 100],
      ]);
    });
  });

  test("[PRO-PUR-01] later runs and later statuses repeat none", async () => {
    await withPurchases({}, async (stage) => {
      const id = enter(stage, "APPROVED", [{ price: 100, shares: { 5001: 100 } }]);
      const { books } = stage.sandbox.state.procountor;
      flowsOf(await stage.run());
      for (const status of ["PAYMENT_QUEUED", "PAYMENT_SENT_TO_BANK", "PARTLY_PAID", "PAID"]) {
        setStatus(books, books.invoices.must(id), status, Date.now());
        flowsOf(await stage.run());
      }
      expect(fees(stage)).toHaveLength(1);
      expect(stage.sandbox.audit().duplicates).toEqual([]);
    });
  });

  test("[PRO-PUR-01] two invoices alike in everything but their number are two costs", async () => {
    await withPurchases({}, async (stage) => {
      enter(stage, "APPROVED", [{ price: 100, shares: { 5001: 100 } }], "L-1");
      enter(stage, "APPROVED", [{ price: 100, shares: { 5001: 100 } }], "L-1");
      flowsOf(await stage.run());
      expect(fees(stage)).toHaveLength(2);
    });
  });

  test("[PRO-PUR-01] an invoice that is approved after a run comes with a later one", async () => {
    await withPurchases({}, async (stage) => {
      const id = enter(stage, "RECEIVED", [{ price: 100, shares: { 5001: 100 } }]);
      flowsOf(await stage.run());
      expect(fees(stage)).toEqual([]);
      const { books } = stage.sandbox.state.procountor;
      setStatus(books, books.invoices.must(id), "APPROVED", Date.now());
      flowsOf(await stage.run());
      expect(fees(stage)).toHaveLength(1);
    });
  });
});

describe("travel and purchase invoices are switched on and off separately", () => {
  test.for([
    { travel: true, purchases: true },
    { travel: true, purchases: false },
    { travel: false, purchases: true },
    { travel: false, purchases: false },
  ])("[PRO-PUR-02] travel $travel, purchases $purchases", async ({ travel, purchases }) => {
    await withPurchases({ sandbox: { travel: 1 }, demo: { dimensions: true, travel, purchases } }, async (stage) => {
      enter(stage, "APPROVED", [{ price: 100, shares: { 5001: 100 } }]);
      flowsOf(await stage.run());
      expect(Object.keys(stage.sandbox.audit().invoices.travel)).toHaveLength(travel ? 1 : 0);
      expect(fees(stage)).toHaveLength(purchases ? 1 : 0);
    });
  });
});
