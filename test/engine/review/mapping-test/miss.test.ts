import { expect, it } from "vitest";
import { shown, shownNode } from "../../../../engine/review/mapping-test/miss.ts";
import { readYaml } from "../../../../engine/source/read-yaml.ts";
import { FileValue, Money, type Value } from "../../../../engine/value/value.ts";

it.each<[Value, string]>([
  [undefined, "not set"],
  [null, "not set"],
  ["", '""'],
  ["Acme", "Acme"],
  [12.5, "12.5"],
  [new Money(12.5, "EUR"), "12.5 EUR"],
  [new FileValue("a.pdf", "application/pdf", 9, { from: "joined", files: [] }), "a.pdf"],
  [{ a: [1, "x"] }, '{"a":[1,"x"]}'],
  [["x".repeat(300)], `["${"x".repeat(197)}…`],
])("%j was found: %s", (value, text) => {
  expect(shown(value)).toBe(text);
});

it.each([
  ["null", "not set"],
  ['"null"', "null"],
  ["007", "007"],
  ["{ a:   1,\n  b: 2 }", "{ a: 1, b: 2 }"],
])("%j was expected: %s", (written, text) => {
  const node = readYaml({ path: "a.test.yaml", text: written }, () => {});
  expect(node === undefined ? undefined : shownNode(node)).toBe(text);
});
