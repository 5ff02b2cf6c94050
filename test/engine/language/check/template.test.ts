import { describe, expect, it } from "vitest";
import { verdict } from "./verdict.ts";

describe("a text with holes", () => {
  it.each(["{customer.name}", "{number} of {date}", "{row.net}, {row.category}", "{{no hole}}"])(
    "%s is a text",
    (text) => {
      expect(verdict(text, { read: "template" })).toMatch(/^(a|the) text/);
    },
  );

  it("without a hole is a word where a list has it", () => {
    expect(verdict("HOUR", { read: "template", expected: "enum procountor/product.unit" })).toBe(
      "a word of procountor/product.unit",
    );
    expect(verdict("HUOR", { read: "template", expected: "enum procountor/product.unit" })).toBe(
      "word-unknown at HUOR",
    );
  });

  it.each([
    ["{customer}", "type-differs at customer"],
    ["{rows}", "type-differs at rows"],
    ["{omit}", "nothing-misplaced at omit"],
    ["{numbr}", "name-unknown at numbr"],
  ])("%s is refused: %s", (text, refused) => {
    expect(verdict(text, { read: "template" })).toBe(refused);
  });
});
