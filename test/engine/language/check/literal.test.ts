import { describe, expect, it } from "vitest";
import { verdict } from "./verdict.ts";

describe("a literal", () => {
  it.each([
    ["1", "a whole number"],
    ["1.0", "a number"],
    ["true", "true or false"],
    ["2026-02-28", "a date"],
    ['"abc"', 'the text "abc"'],
    ["omit", "`omit`"],
    ["empty", "`empty`"],
  ])("%s is %s", (text, type) => {
    expect(verdict(text)).toBe(type);
  });

  it("in quotes is a word where a list has it", () => {
    expect(verdict('"Hours"', { expected: "enum severa/invoiceRow.category" })).toBe(
      "a word of severa/invoiceRow.category",
    );
  });

  it("that is no date of the calendar, or a date in quotes, is told", () => {
    expect(verdict("2026-02-30")).toBe("date-impossible at 2026-02-30");
    expect(verdict('"2026-02-28"', { expected: "date" })).toBe('type-differs at "2026-02-28"');
  });
});
