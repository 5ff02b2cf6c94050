import { describe, expect, it } from "vitest";
import { verdict } from "./verdict.ts";

describe("comparisons", () => {
  it.each([
    "row.quantity > 2",
    "date == 2026-01-31",
    "row.net < row.unitPrice",
    "row.category == Hours",
    'row.category == "Hours"',
    "Hours == row.category",
    "customer == customer",
    'customer.name != "Acme"',
    "row.code == row.code",
    "row.category in [Hours, Travels]",
    'customer.name in ["a", "b"]',
    "row.description in row.code",
    "number == 5",
  ])("%s can be asked", (text) => {
    expect(verdict(text)).toBe("true or false");
  });

  it.each([
    ["1 < row.quantity < 3", "compare-chained at 1 < row.quantity < 3"],
    ["notes == null", "compare-nothing at null"],
    ['row.quantity == "2"', 'compare-types at row.quantity == "2"'],
    ["customer == status", "compare-types at customer == status"],
    ['customer.name < "b"', 'order-types at customer.name < "b"'],
    ["row.category == Hour", "word-unknown at Hour"],
    ["customer.name == Acme", "word-without-list at Acme"],
    ["number > 5", "order-may-fail at number"],
    ["row.quantity in row.code", "compare-types at row.quantity in row.code"],
    ["row.quantity in 2", "in-needs-list at 2"],
    ['row.quantity in [1, "2"]', 'compare-types at "2"'],
  ])("%s is not right: %s", (text, said) => {
    expect(verdict(text)).toBe(said);
  });

  it("with a word that was ruled out says that it never holds", () => {
    expect(verdict("1 if row.category == Hours else 2 if row.category == Hours else 3")).toBe(
      "condition-useless at row.category == Hours",
    );
  });
});
