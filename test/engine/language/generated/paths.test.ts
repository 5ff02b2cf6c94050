import { describe, expect, it } from "vitest";
import type { Value } from "../../../../engine/value/value.ts";
import { cell } from "../fixture.ts";
import { check, frame, start } from "../scoped.ts";
import { HOSTILE } from "./hostile.ts";
import { written } from "./written.ts";

describe("a table of the mapping", () => {
  const few = Object.fromEntries(HOSTILE.slice(0, 4).map((name, index) => [name, `value ${index}`]));
  const many = Object.fromEntries([...HOSTILE, ..."abcdefgh"].map((name, index) => [name, `value ${index}`]));

  it.each([
    ["few", few],
    ["many", many],
  ])("of %s rows gives its own rows and nothing else", (_, rows) => {
    const { scope, slot } = start();
    scope.defineValue("table", { kind: "table", value: { kind: "text" } }, () => rows, { constant: rows });
    const { evaluate } = written(check("table[notes]", scope).typed);
    const asked = (notes: Value): Value => {
      const filled = frame([]);
      filled.slots[slot] = { notes };
      return evaluate(filled);
    };
    for (const [key, value] of Object.entries(rows)) expect(asked(key)).toBe(value);
    for (const key of ["hasOwnProperty", "__proto__", "", null, undefined, 7]) expect(asked(key)).toBeUndefined();
  });
});

describe("a field", () => {
  const world = { now: "2026-03-02T08:00:00Z", today: "2026-03-02", lookup: () => undefined };
  const city = written(cell("receiverAddress.city").typed).evaluate;

  it.each<[Value, Value]>([
    [{ receiverAddress: { city: "Oulu" } }, "Oulu"],
    [{ receiverAddress: { city: null } }, undefined],
    [{ receiverAddress: null }, undefined],
    [{ receiverAddress: "a text" }, undefined],
    [null, undefined],
  ])("of %j is %j", (source, expected) => {
    expect(city({ slots: [source], world })).toBe(expected);
  });
});
