import { describe, expect, it } from "vitest";
import { verdict } from "./verdict.ts";

const channel = "enum procountor/invoice.invoiceChannel";

describe("what fits where a type is expected", () => {
  it.each([
    ["EMAIL", channel, "a word of procountor/invoice.invoiceChannel"],
    ['"EMAIL"', channel, "a word of procountor/invoice.invoiceChannel"],
    ["EMAIL if isCreditNote else PAPER_INVOICE", channel, "a word of procountor/invoice.invoiceChannel"],
    ["row.quantity", "decimal", "a number"],
    // Absence and length are no matter of type.
    ["number", "int", "a whole number that may be absent"],
    ["customer.name", "text(3)", "a text"],
  ])("%s as %s is %s", (text, expected, type) => {
    expect(verdict(text, { expected })).toBe(type);
  });

  it.each([
    ["EMIAL", channel, "word-unknown at EMIAL"],
    ["EMAIL if isCreditNote else POST", channel, "word-unknown at POST"],
    ["customer.name", "int", "type-differs at customer.name"],
    // The branch is told, not the whole.
    [
      "1 if isCreditNote else overdueInterest ?? 2",
      "text",
      "type-differs at 1; type-differs at overdueInterest; type-differs at 2",
    ],
    ["match row.category { Hours => 1, _ => date }", "int", "branches-differ at date; type-differs at date"],
    ["Nobody", "text", "word-without-list at Nobody"],
  ])("%s as %s is refused: %s", (text, expected, refused) => {
    expect(verdict(text, { expected })).toBe(refused);
  });
});
