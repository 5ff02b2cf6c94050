import { describe, expect, it } from "vitest";
import { verdict } from "./verdict.ts";

describe("a call", () => {
  it.each([
    ["cut(customer.name, 3)", "a text"],
    ["cut(notes, 3)", "a text that may be absent"],
    ["round(row.quantity, 0)", "a whole number"],
    ["count(rows)", "a whole number"],
    ["position(row)", "a whole number"],
    ["list(1, 2.5)", "a list of numbers"],
  ])("%s is %s", (text, type) => {
    expect(verdict(text)).toBe(type);
  });

  it.each([
    ["ctu(notes, 3)", "function-unknown at ctu"],
    ["cut(notes)", "arguments-few at )"],
    ["max()", "arguments-few at )"],
    ["rising()", "arguments-few at )"],
    ['join(", ")', "arguments-few at )"],
    ["cut(notes, 3, 4)", "arguments-many at 4"],
    ["cut(customer, 3)", "argument-type at customer"],
    ["cut(Notes, 3)", "word-without-list at Notes"],
    ["cut(omit, 3)", "nothing-misplaced at omit"],
    ["position(number)", "position-of at position(number)"],
    ["enum(notes)", "enum-without-list at enum(notes)"],
    ['list(1, "a")', 'branches-differ at list(1, "a")'],
    ["notes.trim()", "call-on-value at ("],
  ])("%s is refused: %s", (text, refused) => {
    expect(verdict(text)).toBe(refused);
  });

  it("of enum() gives the list that is expected", () => {
    expect(verdict("enum(notes)", { expected: "enum procountor/product.unit" })).toBe(
      "a word of procountor/product.unit that may be absent",
    );
  });
});
