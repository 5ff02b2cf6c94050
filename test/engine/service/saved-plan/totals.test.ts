import { describe, expect, it } from "vitest";
import { readAmounts, Totals } from "../../../../engine/service/saved-plan/totals.ts";
import { fromText } from "../../../../engine/value/decimal.ts";
import { Money, type RecordValue } from "../../../../engine/value/value.ts";
import type { PlannedAction } from "../../../../engine/work/base/planned.ts";

const rows = { rows: "rows", of: ["quantity", "price"], less: "discount", currency: "pay.currency", rate: "vat" };

function totalsOf(amounts: object, ...bodies: readonly RecordValue[]) {
  return totalsOfActions(amounts, ...bodies.map((body) => ({ action: "create", body })));
}

function totalsOfActions(amounts: object, ...actions: readonly object[]) {
  const kinds = new Map([["invoice", { jsonSchema: { "x-amounts": amounts } }]]);
  const totals = new Totals("acme/books", new Map([["books", { kinds }]]) as never);
  for (const action of actions)
    totals.add({ flow: "invoices", to: "books/invoice", ...action } as unknown as PlannedAction);
  return totals.all().map(({ currency, rate, amount, documents }) => [currency, rate, amount, documents]);
}

const invoice = (currency: string, ...of: readonly RecordValue[]): RecordValue => ({ pay: { currency }, rows: of });

describe("what a plan comes to", () => {
  it("is exact, by currency and VAT rate, with the number of documents", () => {
    expect(
      totalsOf(
        rows,
        invoice("EUR", { quantity: 3, price: 0.1, vat: 25.5 }, { quantity: 1, price: 0.2, vat: 25.5 }),
        invoice("EUR", { quantity: 1, price: 10, vat: 14 }, { quantity: -1, price: 0.05, vat: 25.5 }),
        invoice("SEK", { quantity: 1, price: fromText("1234567890123456.789") as never, vat: 25 }),
      ),
    ).toEqual([
      ["EUR", "25.5", "0.45", 2],
      ["EUR", "14", "10.00", 1],
      ["SEK", "25", "1234567890123456.789", 1],
    ]);
  });

  it("never adds one currency to another, at one rate of VAT either, and tells that of the amount itself before the document's", () => {
    const row = { quantity: 1, price: 10, vat: 24 };
    const own = { ...row, price: new Money(5, "USD") };
    expect(totalsOf(rows, invoice("EUR", row, own), invoice("SEK", row))).toEqual([
      ["EUR", "24", "10.00", 1],
      ["USD", "24", "5.00", 1],
      ["SEK", "24", "10.00", 1],
    ]);
  });

  it("is of what would be made, and not of what is changed or has been made", () => {
    const body = invoice("EUR", { quantity: 1, price: 10, vat: 24 });
    expect(totalsOfActions(rows, { action: "update", body }, { action: "step", body }, { action: "create" })).toEqual(
      [],
    );
  });

  it("takes discounts off, and the currency of the amount itself where it has one", () => {
    expect(totalsOf(rows, invoice("EUR", { quantity: 2, price: 50, discount: 10, vat: 24 }))).toEqual([
      ["EUR", "24", "90.00", 1],
    ]);
    const fee = { of: ["quantity", "price"], rate: "vat" };
    expect(totalsOf(fee, { quantity: 2, price: new Money(5, "USD"), vat: null })).toEqual([
      ["USD", undefined, "10.00", 1],
    ]);
  });

  it("is nothing where the schema does not say what is money", () => {
    expect(readAmounts({})).toBeUndefined();
    expect(readAmounts({ "x-amounts": { of: "price" } })).toBeUndefined();
  });
});
