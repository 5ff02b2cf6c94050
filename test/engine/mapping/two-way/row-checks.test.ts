import { describe, expect, it } from "vitest";
import { type Edit, edited } from "../edited.ts";

const told = (...edits: readonly Edit[]) => edited(edits, "two-way").told;
const row = (find: string, put: string): Edit => ["customers.yaml", find, put];

describe("a row", () => {
  it("has a column of either side, or says what the other becomes", () => {
    expect(told(row("  - { shop: email,          books: email }", "  - { shop: email }"))).toContain(
      "row-one-column: shop",
    );
    expect(told(row("  - { shop: email,          books: email }", "  - { remark: none }"))).toContain(
      "row-empty: remark",
    );
  });

  it("converts its value in one way, if at all", () => {
    expect(told(row("as: digits, link: true", "as: digits, through: customers, link: true"))).toContain(
      "row-conversions: through",
    );
    expect(told(row("as: digits", "as: digit"))).toContain("option-unknown: digit");
    expect(told(row("as: digits, ", ""))).toContain("row-types: number");
  });

  it("joins several fields as lines", () => {
    expect(told(row("[street1, street2], as: lines", "[street1, street2]"))).toContain("row-lines: books");
  });
});
