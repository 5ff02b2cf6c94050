import { describe, expect, it } from "vitest";
import { evaluated } from "../fixture.ts";

describe("cutting", () => {
  it("refuses a text that does not fit into its pieces", () => {
    expect(() => evaluated("pieces(notes, 2, 2)", { notes: "abcde" })).toThrow("does not fit");
    expect(() => evaluated("pieces(notes, 0, 2)", { notes: "abcde" })).toThrow("at least 1");
  });

  it("gives no pieces of what has no content", () => {
    expect(evaluated("pieces(notes, 2, 2)", {})).toEqual([]);
    expect(evaluated("pieces(notes, 2, 2)", { notes: "  " })).toEqual([]);
  });

  it("counts an emoji as one character and never halves it", () => {
    const notes = "a😀b😀";
    expect(evaluated("cut(notes, 2)", { notes })).toBe("a😀");
    expect(evaluated("rest(notes, 2)", { notes })).toBe("b😀");
    expect(evaluated("length(notes)", { notes })).toBe(4);
    expect(evaluated("pieces(notes, 3, 2)", { notes })).toEqual(["a😀b", "😀"]);
  });

  it.each([0, 1, 3, 8, 20])("cut and rest at %i are the whole", (length) => {
    const notes = "Helsinki";
    const [head, tail] = ["cut", "rest"].map((name) => evaluated(`${name}(notes, ${length})`, { notes }) ?? "");
    expect(`${head}${tail}`).toBe(notes);
  });

  it("refuses a length that is no whole number, as data may be", () => {
    const settings = { invoices: { vatStatus: 1.5 } };
    expect(() => evaluated("cut(notes, settings.invoices.vatStatus)", { notes: "abc" }, { settings })).toThrow("1.5");
  });

  it("takes nothing for a length below nothing", () => {
    expect(evaluated("cut(notes, -1)", { notes: "ab" })).toBe("");
  });
});
