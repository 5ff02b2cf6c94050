import { expect, it } from "vitest";
import { inBrief } from "../../../engine/value/in-brief.ts";
import { parseJson } from "../../../engine/value/json.ts";
import { FileValue, Money, type Value } from "../../../engine/value/value.ts";

it.each<[Value, string]>([
  [undefined, "absent"],
  [null, "null"],
  ["Acme", '"Acme"'],
  ["x".repeat(40), `"${"x".repeat(40)}"`],
  ["x".repeat(41), `"${"x".repeat(37)}…"`],
  [12.5, "12.5"],
  [parseJson("0.12345678901234567890"), "0.1234567890123456789"],
  [false, "false"],
  [new Money(2, "EUR"), "2 EUR"],
  [new FileValue("a.pdf", "application/pdf", 1, { from: "joined", files: [] }), "the file a.pdf"],
  [[1, 2], "a list of 2"],
  [{ secret: "x" }, "a record"],
])("%j in brief is %s", (value, text) => {
  expect(inBrief(value)).toBe(text);
});
