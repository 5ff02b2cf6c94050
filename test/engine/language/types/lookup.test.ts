import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lookupAll, lookupById, lookupFind, lookupRelation } from "../../../../engine/language/types/lookup.ts";

describe("equal questions have equal keys", () => {
  test("whatever the order of the fields", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ minLength: 1 }).filter((key) => key !== "__proto__"),
          fc.oneof(fc.string(), fc.integer(), fc.boolean()),
        ),
        (where) => {
          const turned = Object.fromEntries(Object.entries(where).reverse());
          expect(lookupFind("severa/country", where).key).toBe(lookupFind("severa/country", turned).key);
        },
      ),
    );
  });

  test("a text is not the number it looks like", () => {
    expect(lookupFind("severa/customer", { number: "1" }).key).not.toBe(
      lookupFind("severa/customer", { number: 1 }).key,
    );
  });

  test("the operation, the kind and the relation count", () => {
    const record = { guid: "1" };
    const keys = [
      lookupById("severa/customer", "1"),
      lookupById("severa/project", "1"),
      lookupAll("severa/customer"),
      lookupFind("severa/customer", {}),
      lookupRelation("severa/invoice", "rows", record, "guid"),
      lookupRelation("severa/invoice", "files", record, "guid"),
    ].map((lookup) => lookup.key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("rows of two documents with the same number are two rows", () => {
    const keyOf = (invoice: number) =>
      lookupRelation("x/row", "files", { lineNumber: 1, invoice, text: "Work" }, undefined).key;
    expect(keyOf(1)).not.toBe(keyOf(2));
    expect(keyOf(1)).toBe(keyOf(1));
  });

  test("a record without an identity is told apart by what it holds", () => {
    const keyOf = (name: string) => lookupRelation("x/thing", "files", { name }, "id").key;
    expect(keyOf("a")).not.toBe(keyOf("b"));
    expect(keyOf("a")).toBe(keyOf("a"));
  });
});
