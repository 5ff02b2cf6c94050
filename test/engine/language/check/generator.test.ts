import { describe, expect, it } from "vitest";
import { verdict } from "./verdict.ts";

describe("`value for name in list`", () => {
  it.each([
    ["sum(r.net for r in rows)", "an amount of money"],
    ["sum(r.quantity for r in rows if r.category == Hours)", "a number"],
    ['join(", ", p.name for p in projects)', "a text that may be absent"],
    ["any(r.quantity > 1 for r in rows)", "true or false"],
    // The condition proves what it asks for.
    ["sum(r.discount for r in rows if r.discount is present)", "a number"],
  ])("%s is %s", (text, type) => {
    expect(verdict(text)).toBe(type);
  });

  it.each([
    ["sum(r.discount for r in rows)", "may-be-absent at r.discount"],
    ["sum(r for r in customer)", "argument-type at customer"],
    ["sum(r.net for row in rows)", "name-unknown at r; name-hides at row"],
    ["sum(r.net for r in rows by r.category)", "type-differs at r.category"],
    ["group(r for r in rows)", "arguments-few at "],
    ["r for r in rows", "generator-outside at for"],
    ["any(r.quantity for r in rows)", "condition-number at r.quantity"],
  ])("%s is refused: %s", (text, refused) => {
    expect(verdict(text)).toBe(refused);
  });

  it("with `by` gives the groups of the entries", () => {
    expect(verdict("first(group(r for r in rows by r.category)).key")).toBe(
      "a word of severa/invoiceRow.category that may be absent",
    );
    expect(verdict("first(group(r.net for r in rows by r.category)).items")).toBe(
      "a list of amounts of money that may be absent",
    );
  });
});
