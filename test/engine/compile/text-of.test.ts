import { expect, it } from "vitest";
import { textOf } from "../../../engine/compile/text-of.ts";
import { fromText } from "../../../engine/value/decimal.ts";
import { FileValue, Money, type Value } from "../../../engine/value/value.ts";

const file = new FileValue("bill.pdf", "application/pdf", 10, { from: "bytes", bytes: new Uint8Array() });

it.each<[Value, string]>([
  [undefined, "–"],
  [null, "–"],
  ["", "–"],
  ["Acme", "Acme"],
  [true, "yes"],
  [false, "no"],
  [1250.5, "1250.5"],
  [fromText("12345678901234567890.5"), "12345678901234567890.5"],
  [new Money(12.5, "EUR"), "12.5 EUR"],
  [file, "bill.pdf"],
  [["a", null, 1], "a, –, 1"],
  [{ guid: "g1", name: "Portal" }, "Portal"],
  [{ name: null, code: "P" }, "P"],
  [{ other: 1 }, '{"other":1}'],
])("%j reads as %s", (value, text) => {
  expect(textOf(value)).toBe(text);
});
