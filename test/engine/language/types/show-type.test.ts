import { describe, expect, it } from "vitest";
import { showType } from "../../../../engine/language/types/show-type.ts";
import { typeOf } from "../fixture.ts";
import { schemas } from "../scoped.ts";

describe("a type as people say it", () => {
  it.each([
    ["bool", "true or false"],
    ["int?", "a whole number that may be absent"],
    ["text(80)", "a text"],
    ["datetime", "a date with a time"],
    ["enum procountor/product.unit", "a word of procountor/product.unit"],
    ["word A", "the word A"],
    ["word A B", "one of the words A, B"],
    ["severa/customer?", "a record severa/customer that may be absent"],
    ["list severa/invoiceRow", "a list of severa/invoiceRow"],
    ["list text?", "a list of texts that may be absent"],
    ["list money", "a list of amounts of money"],
    ["list unknown", "a list"],
    ["table text", "a table"],
    ["omit", "`omit`"],
    ["unknown", "a value of unknown type"],
  ])("%s is %s", (notation, said) => {
    expect(showType(typeOf(notation, schemas))).toBe(said);
  });

  it("says which entries of a list may be absent", () => {
    expect(showType({ kind: "list", of: typeOf("text?", schemas) })).toBe("a list of texts, some of them absent");
  });
});
