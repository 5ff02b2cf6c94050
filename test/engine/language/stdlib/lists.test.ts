import { describe, expect, it } from "vitest";
import { Money } from "../../../../engine/value/value.ts";
import { evaluated } from "../fixture.ts";

describe("list()", () => {
  it("joins lists into one and leaves out what is absent, but not what is blank", () => {
    const rows = [{ description: "a" }, { description: null }, { description: " " }];
    expect(evaluated('list(notes, "x", list(r.description for r in rows))', { rows })).toEqual(["x", "a", " "]);
  });
});

describe("group()", () => {
  const rows = [
    { vatRate: 24, measurementUnit: "h", net: new Money(1, "EUR") },
    { vatRate: 10, measurementUnit: null, net: new Money(2, "EUR") },
    { vatRate: 24, measurementUnit: "h", net: new Money(3, "EUR") },
  ];

  it("keeps the order in which the keys come up", () => {
    expect(evaluated("list(g.key for g in group(r.net for r in rows by r.vatRate))", { rows })).toEqual([24, 10]);
    expect(evaluated("list(count(g.items) for g in group(r.net for r in rows by r.vatRate))", { rows })).toEqual([
      2, 1,
    ]);
  });

  it("has a group for the absent key", () => {
    expect(evaluated("count(group(r for r in rows by r.measurementUnit))", { rows })).toBe(2);
  });

  it("of amounts has one for each amount and currency", () => {
    const net = [new Money(1, "EUR"), new Money(2, "EUR"), new Money(1, "SEK"), new Money(1, "EUR")];
    const groups = evaluated("list(count(g.items) for g in group(r for r in rows by r.net))", {
      rows: net.map((amount) => ({ net: amount })),
    });
    expect(groups).toEqual([2, 1, 1]);
  });

  it("takes the rows that the condition lets through", () => {
    expect(evaluated("count(group(r for r in rows if r.vatRate > 20 by r.vatRate))", { rows })).toBe(1);
  });
});
