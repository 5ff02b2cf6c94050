import { describe, expect, it } from "vitest";
import { Money } from "../../../../engine/value/value.ts";
import { cell, evaluated } from "../fixture.ts";

describe("rounding", () => {
  it.each([
    ["round(0.5)", 1],
    ["round(-0.5)", -1],
    ["round(1.005, 2)", 1.01],
    ["round(1250, -2)", 1300],
    ["floor(-0.1)", -1],
    ["ceil(-0.1)", 0],
    ["abs(-3)", 3],
  ])("%s is %s", (text, expected) => {
    expect(evaluated(text)).toEqual(expected);
  });

  it("keeps the currency of money", () => {
    const total = new Money(-10.005, "EUR");
    expect(evaluated("round(total, 2)", { total })).toEqual(new Money(-10.01, "EUR"));
    expect(evaluated("abs(total)", { total })).toEqual(new Money(10.005, "EUR"));
  });

  it("is a whole number where no place is asked for", () => {
    expect(["round(2.5)", "round(2.5, 0)", "round(2.5, 1)"].map((text) => cell(text).typed.type.kind)).toEqual([
      "int",
      "int",
      "decimal",
    ]);
  });
});
