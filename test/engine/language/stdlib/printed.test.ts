import { expect, it } from "vitest";
import { printed } from "../../../../engine/language/stdlib/printed.ts";
import { Money, type Value } from "../../../../engine/value/value.ts";

it.each<[Value, string]>([
  ["a", "a"],
  [12.5, "12.5"],
  [1e21, "1000000000000000000000"],
  [new Money(2, "EUR"), "2"],
  [true, "true"],
  [undefined, ""],
  [null, ""],
  [["a"], ""],
  [{ a: 1 }, ""],
])("%j is printed as %j", (value, text) => {
  expect(printed(value)).toBe(text);
});
