import { describe, expect, it } from "vitest";
import { Money } from "../../../../engine/value/value.ts";
import { evaluated } from "../fixture.ts";

describe("generators", () => {
  it("sums over rows with a condition", () => {
    const rows = [
      { quantity: 1, vatRate: 24, net: new Money(10, "EUR") },
      { quantity: 2, vatRate: 10, net: new Money(5.5, "EUR") },
    ];
    expect(evaluated("sum(r.net for r in rows)", { rows })).toEqual(new Money(15.5, "EUR"));
    expect(evaluated("count(r for r in rows if r.vatRate > 10)", { rows })).toBe(1);
    expect(evaluated("max(position(r) for r in rows)", { rows })).toBe(2);
    expect(
      evaluated("sum(sum(g.items).amount * g.key for g in group(r.net for r in rows by r.vatRate))", { rows }),
    ).toBe(295);
  });
});
