import { describe, expect, it } from "vitest";
import { evaluated } from "../fixture.ts";

describe("entries of a list", () => {
  const rows = [{ description: "a" }, { description: "b" }];

  it("are counted from 1, from the front only", () => {
    expect(evaluated("item(rows, 2).description", { rows })).toBe("b");
    expect(evaluated("item(rows, 0)", { rows })).toBeUndefined();
    expect(evaluated("item(rows, 3)", { rows })).toBeUndefined();
  });

  it("of no list are absent", () => {
    for (const text of ["first(rows)", "last(rows)", "item(rows, 1)"]) {
      expect(evaluated(text, { rows: [] })).toBeUndefined();
      expect(evaluated(text, {})).toBeUndefined();
    }
  });

  it("only() refuses none and several", () => {
    expect(evaluated("only(rows).description", { rows: rows.slice(1) })).toBe("b");
    expect(() => evaluated("only(rows)", { rows })).toThrow("2 entries where only() expects one");
    expect(() => evaluated("only(rows)", { rows: [] })).toThrow("0 entries where only() expects one");
    expect(() => evaluated("only(rows)", {})).toThrow("rows is absent, and only() needs it");
  });
});
