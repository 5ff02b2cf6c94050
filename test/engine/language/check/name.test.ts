import { describe, expect, it } from "vitest";
import { verdict } from "./verdict.ts";

const channel = "enum procountor/invoice.invoiceChannel";

describe("a bare name", () => {
  it("is a field of the source record, or a name of the mapping", () => {
    expect(verdict("number")).toBe("a whole number that may be absent");
    expect(verdict("source.number")).toBe("a whole number that may be absent");
    expect(verdict("row")).toBe("a record severa/invoiceRow");
  });

  it("is a word where a list of words is expected, and waits for its list elsewhere", () => {
    expect(verdict("EMAIL", { expected: channel })).toBe("a word of procountor/invoice.invoiceChannel");
    expect(verdict("HOUR")).toBe("the word HOUR");
  });

  it("that is both must say which it is", () => {
    expect(verdict("MAIL", { expected: channel })).toBe("word-or-field at MAIL");
    expect(verdict('"MAIL"', { expected: channel })).toBe("a word of procountor/invoice.invoiceChannel");
    expect(verdict("source.MAIL", { expected: "text" })).toBe("a text that may be absent");
  });

  it.each([
    ["numbr", "name-unknown at numbr"],
    ["cut", "function-uncalled at cut"],
    ["__proto__", "name-reserved at __proto__"],
    ["constructor", "name-reserved at constructor"],
    // Near to a name in capitals, so that it is a slip of it rather than a word.
    ["MALI", "name-unknown at MALI"],
  ])("%s is refused: %s", (text, refused) => {
    expect(verdict(text)).toBe(refused);
  });
});
