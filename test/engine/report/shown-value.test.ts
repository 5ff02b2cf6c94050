import { expect, it } from "vitest";
import { shownValue } from "../../../engine/report/shown-value.ts";
import { FileValue, Money, type Value } from "../../../engine/value/value.ts";

it.each<[Value, string]>([
  [undefined, "(none)"],
  [null, "(none)"],
  ["", '""'],
  ["Acme Oy", "Acme Oy"],
  ["two\nlines", "two\\nlines"],
  [12.5, "12.5"],
  [new Money(12.5, "EUR"), "12.5 EUR"],
  [new Money(12.5, undefined), "12.5"],
  [{ a: 1, b: ["x"] }, '{"a":1,"b":["x"]}'],
  [new FileValue("a.pdf", "application/pdf", 1, { from: "joined", files: [] }), "a.pdf (application/pdf)"],
  ["x".repeat(81), `${"x".repeat(79)}…`],
])("%j is shown as %s", (value, text) => {
  expect(shownValue(value)).toBe(text);
});
