import { describe, expect, it } from "vitest";
import { Money } from "../../../../engine/value/value.ts";
import { evaluated } from "../fixture.ts";

describe("sum()", () => {
  it("is exact", () => {
    expect(evaluated("sum(list(0.1, 0.2, 0.3))")).toBe(0.6);
  });

  it("of money has its currency, and never mixes two", () => {
    const rows = [{ net: new Money(1.1, "EUR") }, { net: new Money(2.2, "EUR") }];
    expect(evaluated("sum(r.net for r in rows)", { rows })).toEqual(new Money(3.3, "EUR"));
    const mixed = [...rows, { net: new Money(1, "SEK") }];
    expect(() => evaluated("sum(r.net for r in rows)", { rows: mixed })).toThrow("different currencies");
  });

  it("of nothing is 0, and of what is no number is refused", () => {
    expect(evaluated("sum(r.quantity for r in rows)", { rows: [] })).toBe(0);
    const rows = [{ quantity: 1 }, { quantity: "two" }];
    expect(() => evaluated("sum(r.quantity for r in rows)", { rows })).toThrow('not a number: "two"');
  });
});

describe("count()", () => {
  it("counts what a condition lets through, and nothing where there is no list", () => {
    const rows = [{ quantity: 1 }, { quantity: 3 }];
    expect(evaluated("count(rows)", { rows })).toBe(2);
    expect(evaluated("count(r for r in rows if r.quantity > 2)", { rows })).toBe(1);
    expect(evaluated("count(rows)", {})).toBe(0);
  });
});
