import { expect, it } from "vitest";
import { isIbanText } from "../../../../engine/language/stdlib/iban.ts";
import { evaluated } from "../fixture.ts";

it.each([
  ["FI2112345600000785", true],
  ["fi21 1234 5600 0007 85", true],
  ["GB82 WEST 1234 5698 7654 32", true],
  ["FI2112345600000786", false],
  ["2112345600000785", false],
  ["FI21", false],
  ["FI02123456", false],
  ["", false],
])("that %j is an IBAN is %s", (text, expected) => {
  expect(isIbanText(text)).toBe(expected);
  expect(evaluated("isIban(orderNumber)", { orderNumber: text })).toBe(expected);
});

it("an absent text is none", () => {
  expect(evaluated("isIban(orderNumber)", {})).toBe(false);
});
