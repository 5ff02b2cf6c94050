import { expect, it } from "vitest";
import { evaluated } from "../fixture.ts";

it.each([
  ["startsWith", "RF", true],
  ["startsWith", "18", false],
  ["endsWith", "18", true],
  ["endsWith", "RF", false],
  ["contains", "F1", true],
  ["contains", "f1", false],
])('%s("RF18", %j) is %s, and of an absent text false', (name, part, expected) => {
  expect(evaluated(`${name}(notes, "${part}")`, { notes: "RF18" })).toBe(expected);
  expect(evaluated(`${name}(notes, "${part}")`, {})).toBe(false);
});

it("a part that is absent although its type promised it is a failure, not false", () => {
  expect(() => evaluated("contains(notes, customer.name)", { notes: "x", customer: {} })).toThrow(
    "customer.name is absent, and contains() needs it",
  );
});
