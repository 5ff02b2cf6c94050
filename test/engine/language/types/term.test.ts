import { describe, expect, it } from "vitest";
import { byOp, partsOf, type Term, type TermCases } from "../../../../engine/language/types/term.ts";
import { cell } from "../fixture.ts";

/** What a term is made of, in the words of the text. */
function parts(text: string): readonly string[] {
  return partsOf(cell(text).typed.term).map(({ start, end }) => text.slice(start, end));
}

describe("the terms directly inside one", () => {
  it.each([
    ["1", []],
    // A field of the open record.
    ["number", ["number"]],
    ["omit", []],
    ["customer.name", ["customer"]],
    ['settings.units["h"]', ["settings.units", '"h"']],
    ["cut(notes, 3)", ["notes", "3"]],
    ["-row.net", ["row.net"]],
    ["row.net + row.unitPrice", ["row.net", "row.unitPrice"]],
    ["notes ?? orderNumber", ["notes", "orderNumber"]],
    ["row.quantity > 2", ["row.quantity", "2"]],
    ["row.quantity in [1, 2]", ["row.quantity", "1", "2"]],
    ["row.description in row.code", ["row.description", "row.code"]],
    ["isCreditNote and notes", ["isCreditNote", "notes"]],
    ["isCreditNote or notes", ["isCreditNote", "notes"]],
    ["not isCreditNote", ["isCreditNote"]],
    ["notes is integer", ["notes"]],
    ['notes matches "a"', ["notes"]],
    ["1 if isCreditNote else 2", ["isCreditNote", "1", "2"]],
    ["match row.category { Hours => 1, _ => 2 }", ["row.category", "1", "2"]],
    ['"a {date} b {notes}"', ["date", "notes"]],
    ["position(row)", []],
  ])("of %s", (text, expected) => {
    expect(parts(text)).toEqual(expected);
  });

  it("of a generator are its list, condition, value and key", () => {
    const [generator] = partsOf(cell("group(r.net for r in rows if r.quantity > 0 by r.category)").typed.term);
    expect(partsOf(generator as Term).map(({ op }) => op)).toEqual(["field", "compare", "field", "field"]);
  });
});

describe("a table over the kinds of terms", () => {
  it("is asked for the very kind", () => {
    const names = new Proxy({} as TermCases<string, string>, {
      get: (_, op) => (context: string) => `${context} ${String(op)}`,
    });
    expect(byOp(names, "a", cell("notes ?? 1").typed.term)).toBe("a coalesce");
  });
});
