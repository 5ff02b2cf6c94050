import { describe, expect, it } from "vitest";
import { Money } from "../../../../engine/value/value.ts";
import { cell, evaluated } from "../fixture.ts";

describe("max() and min()", () => {
  const rows = [{ net: new Money(2, "EUR") }, { net: new Money(10, "EUR") }];

  it("order decimals as numbers and money within a currency", () => {
    expect(evaluated("max(9, 10, 2.5)")).toBe(10);
    expect(evaluated("min(r.net for r in rows)", { rows })).toEqual(new Money(2, "EUR"));
    expect(() => evaluated("max(r.net for r in rows)", { rows: [...rows, { net: new Money(1, "SEK") }] })).toThrow(
      "different currencies",
    );
  });

  it("leave out what is absent, and of nothing are absent", () => {
    expect(evaluated("max(r.discount for r in rows)", { rows: [{ discount: null }, { discount: 5 }] })).toBe(5);
    expect(evaluated("max(r.discount for r in rows)", { rows: [] })).toBeUndefined();
  });

  it("are certain to be there only of single values", () => {
    expect(cell("max(1, 2)").typed.type.kind).toBe("int");
    expect(cell("max(r.quantity for r in rows)").typed.type.kind).toBe("optional");
  });
});

describe("rising()", () => {
  it.each([
    [[1, 2, 10], true],
    [[1, null, 2], true],
    [[2, 1], false],
    [[1, 1], false],
    [[], true],
  ])("of %j is %s", (discounts, expected) => {
    const rows = discounts.map((discount) => ({ discount }));
    expect(evaluated("rising(r.discount for r in rows)", { rows })).toBe(expected);
  });
});
