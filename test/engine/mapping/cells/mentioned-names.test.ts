import { expect, it } from "vitest";
import { parseExpression } from "../../../../engine/language/syntax/parse.ts";
import { parseLookup } from "../../../../engine/language/syntax/parse-clauses.ts";
import { namesIn, namesInLookup, namesInTyped } from "../../../../engine/mapping/cells/mentioned-names.ts";
import { cell, located } from "../../language/fixture.ts";

const silent = () => {};
const names = (text: string) => [...namesIn(parseExpression(located(text), silent))];
const ofLookup = (text: string) => {
  const lookup = parseLookup(located(text), silent);
  if (lookup.kind === "hole") throw new Error("it is no look-up");
  return [...namesInLookup(lookup)];
};

it("an expression mentions its names, not its fields, functions or words alone", () => {
  expect(names("a.b + round(c, 2)")).toEqual(["a", "c"]);
  expect(names("sum(x.amount for x in rows if x.unit == y)").toSorted()).toEqual(["rows", "x", "y"]);
  expect(names('"a"')).toEqual([]);
});

it("a look-up mentions what it asks by or for, not its kind or register", () => {
  expect(ofLookup("shop/country by .name == land")).toEqual(["land"]);
  expect(ofLookup("shop/country")).toEqual([]);
  expect(ofLookup("linked with customer in partners")).toEqual(["customer"]);
  expect(ofLookup("document invoice-file")).toEqual([]);
});

it("a checked cell mentions what it was written with", () => {
  const into = new Set<string>();
  namesInTyped(cell("invoiceNumber").typed, into);
  expect([...into]).toEqual(["invoiceNumber"]);
});
