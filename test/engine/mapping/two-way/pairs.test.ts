import { describe, expect, it } from "vitest";
import { type Edit, edited } from "../edited.ts";

const told = (...edits: readonly Edit[]) => edited(edits, "two-way").told;
const row = (find: string, put: string): Edit => ["customers.yaml", find, put];

describe("pairs", () => {
  it("have each word of either side once", () => {
    expect(told(row("Active | OnHold", "Active"))).toEqual(["pairs-missing: pairs"]);
    expect(told(row("books: Inactive }", "books: Active }"))).toContain("pair-twice: Active");
    expect(told(row("books: Inactive }", "books: Inactiv }"))).toEqual(["option-unknown: Inactiv"]);
  });

  it("name both columns", () => {
    expect(told(row("{ shop: false, books: Inactive }", "{ books: Inactive }"))).toContain("key-missing: books");
  });
});
