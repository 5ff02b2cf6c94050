import { describe, expect, it } from "vitest";
import { Money, type Value } from "../../../../engine/value/value.ts";
import { cell } from "../fixture.ts";
import { written } from "./written.ts";

const world = { now: "2026-03-02T08:00:00Z", today: "2026-03-02", lookup: () => undefined };
const SETTINGS = 2;

/** The same of the generated code and of the closures; "cannot" where they throw. */
function both(text: string, source: Value, settings: Value = {}): readonly Value[] {
  const { typed, evaluate } = cell(text);
  return [written(typed).evaluate, evaluate()].map((run) => {
    const slots: Value[] = [source];
    slots[SETTINGS] = settings;
    try {
      return run({ slots, world });
    } catch {
      return "cannot";
    }
  });
}

describe("records", () => {
  const settings = { invoices: { transfer: { guid: "s1" }, transferred: { guid: "s9" } } };

  it.each<[Value, boolean]>([
    [{ guid: "s1", name: "other name" }, true],
    ["s1", true],
    [{ guid: "s2" }, false],
    [{ guid: null }, false],
    [null, false],
    [undefined, false],
  ])("are compared by what identifies them: %j", (status, expected) => {
    for (const text of [
      "status == settings.invoices.transfer",
      "not (status != settings.invoices.transfer)",
      "status in [settings.invoices.transferred, settings.invoices.transfer]",
    ])
      expect(both(text, { status }, settings)).toEqual([expected, expected]);
  });
});

describe("an order", () => {
  it.each<[Value, Value, Value]>([
    [new Money(1, "EUR"), new Money(2, "EUR"), true],
    [new Money(2, "EUR"), new Money(2, "EUR"), false],
    [new Money(1, "EUR"), new Money(2, "SEK"), "cannot"],
    [new Money(1, "EUR"), undefined, "cannot"],
    [1, 2, true],
    [1, "2", "cannot"],
  ])("%j < %j is %s", (total, totalIncludingTax, expected) => {
    expect(both("total < totalIncludingTax", { total, totalIncludingTax })).toEqual([expected, expected]);
  });
});

describe("members", () => {
  it.each<[Value, boolean]>([
    ["A1", true],
    ["A2", false],
    [null, false],
  ])("%j of a list of the record", (notes, expected) => {
    const source = { notes, rows: [{ description: "A1" }, { description: null }] };
    expect(both("notes in list(r.description for r in rows)", source)).toEqual([expected, expected]);
  });

  it("of no list there is none", () => {
    expect(both("notes in list(r.description for r in rows)", { notes: "x" })).toEqual([false, false]);
  });
});
