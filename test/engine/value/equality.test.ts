import { describe, expect, test } from "vitest";
import { fromText } from "../../../engine/value/decimal.ts";
import { isBlank, isPresent, sameValue } from "../../../engine/value/equality.ts";
import { Money, type Value } from "../../../engine/value/value.ts";

describe("equality", () => {
  const long = fromText("1234567890.1234567890") as Value;
  test.each<[Value, Value, boolean]>([
    [1, 1, true],
    [long, fromText("1234567890.123456789"), true],
    [long, 1234567890, false],
    ["1", 1, false],
    [null, undefined, true],
    [null, 0, false],
    [new Money(1, "EUR"), new Money(1, "EUR"), true],
    [new Money(1, "EUR"), new Money(1, "SEK"), false],
    [new Money(1, "EUR"), { amount: 1, currency: "EUR" }, false],
    [[1, [2]], [1, [2]], true],
    [[1], { "0": 1 }, false],
    [{ a: 1, b: undefined }, { a: 1 }, true],
    [{ a: 1 }, { a: 1, b: null }, true],
    [{ a: 1 }, { a: 1, b: false }, false],
    [{ toString: undefined }, {}, true],
  ])("%j and %j: %s", (a, b, same) => {
    expect(sameValue(a, b)).toBe(same);
    expect(sameValue(b, a)).toBe(same);
  });
  test("blank is nothing but white space, of whatever kind", () => {
    expect(["", " ", "\n\t ", "\u00a0", "\u2003 "].map(isBlank)).toEqual([true, true, true, true, true]);
    expect(["a", " a", "0", "\u00a0a", "\u00e5", "\u200b"].map(isBlank)).toEqual(new Array(6).fill(false));
  });
  test("presence", () => {
    const values: Value[] = [undefined, null, "", " \t\n\u00a0", [], "x", 0, false, [null], {}];
    expect(values.map(isPresent)).toEqual([false, false, false, false, false, true, true, true, true, true]);
  });
});
