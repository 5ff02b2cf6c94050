import { describe, expect, it } from "vitest";
import { type Edit, edited } from "../edited.ts";

const told = (...edits: readonly Edit[]) => edited(edits, "two-way").told;
const row = (find: string, put: string): Edit => ["customers.yaml", find, put];

describe("a register that flows both ways", () => {
  it("has two sides, each a kind that is there", () => {
    expect(edited([], "two-way").typed.flows.get("customers")).toMatchObject({
      kind: "two-way register",
      sides: [{ side: "shop" }, { side: "books" }],
    });
    expect(told(row("  books: books/partner\n", ""))).toContain("between-two: between");
    expect(told(row("  books: books/partner\n", "  book: books/partner\n"))).toContain("side-unknown: book");
  });

  it("chooses its master among its sides, for the whole register", () => {
    expect(told(row("settings.customers.master", "shop"))).not.toContain("option-unknown: shop");
    expect(told(row("settings.customers.master", "shops"))).toContain("name-unknown: shops");
  });

  it("has parts that are records of a side", () => {
    expect(told(row("first(a for a in shop.addresses if a.isBilling)", "shop.name"))).toContain(
      "part-not-record: shop.name",
    );
  });
});
