import { describe, expect, it } from "vitest";
import { evaluated } from "../fixture.ts";

describe("parts of a text", () => {
  it.each([
    ["a\r\n b \rc\nd", 2, "b"],
    ["a\r\n b \rc\nd", 4, "d"],
    ["a\n \nc", 2, undefined],
    ["a", 0, undefined],
  ])("of %j line %i is %j", (notes, number, expected) => {
    expect(evaluated(`line(notes, ${number})`, { notes })).toBe(expected);
  });

  it("before and after look for the first occurrence, character by character", () => {
    expect(evaluated('before(notes, ".")', { notes: "a.b.c" })).toBe("a");
    expect(evaluated('after(notes, ".")', { notes: "a.b.c" })).toBe("b.c");
    expect(evaluated('after(notes, "c")', { notes: "a.b.c" })).toBe("");
  });

  it("of an absent text are absent", () => {
    for (const text of ['before(notes, "x")', 'after(notes, "x")', "line(notes, 1)"])
      expect(evaluated(text, {})).toBeUndefined();
  });
});
