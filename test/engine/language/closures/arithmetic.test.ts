import { describe, expect, it } from "vitest";
import { Money } from "../../../../engine/value/value.ts";
import { evaluated } from "../fixture.ts";

describe("arithmetic", () => {
  it("decimals are exact", () => {
    expect(evaluated("0.1 + 0.2")).toBe(0.3);
    expect(evaluated("round(2.675, 2)")).toBe(2.68);
    expect(evaluated("1.10 * 3")).toBe(3.3);
    expect(evaluated("10 / 4")).toBe(2.5);
    expect(evaluated("1 / 3")).toBe(0.333333333333);
  });

  it("money keeps its currency, and currencies do not mix", () => {
    const row = { quantity: 3, unitPrice: new Money(10.1, "EUR") };
    expect(evaluated("round(row.quantity * row.unitPrice, 2)", {}, { row })).toEqual(new Money(30.3, "EUR"));
    expect(() =>
      evaluated("total + totalIncludingTax", { total: new Money(1, "EUR"), totalIncludingTax: new Money(1, "SEK") }),
    ).toThrow("different currencies");
    expect(
      evaluated("total / totalIncludingTax", { total: new Money(1, "EUR"), totalIncludingTax: new Money(4, "EUR") }),
    ).toBe(0.25);
    expect(() =>
      evaluated("total / totalIncludingTax", { total: new Money(1, "EUR"), totalIncludingTax: new Money(4, "SEK") }),
    ).toThrow("different currencies");
  });

  it("data that break their schema end in a failure with its place", () => {
    expect(() => evaluated("row.quantity * 2", {}, { row: { quantity: "two" } })).toThrow(
      'row.quantity is not a number: "two"',
    );
    expect(() => evaluated("row.quantity * 2", {}, { row: {} })).toThrow("row.quantity is absent, and `*` needs it");
    expect(() => evaluated("total * row.quantity", { total: new Money(1, "EUR") }, { row: {} })).toThrow(
      "row.quantity is absent, and `*` needs it",
    );
  });
});
