import { describe, expect, it } from "vitest";
import { addExactly, BigDecimal, exact, goesAway, multiplyExactly } from "../../../engine/value/big-decimal.ts";

describe("a decimal that a double cannot carry", () => {
  it("is written with all its digits, also by JSON.stringify", () => {
    const decimal = new BigDecimal(123456789012345678n, 4);
    expect(String(decimal)).toBe("12345678901234.5678");
    expect(JSON.stringify({ decimal })).toBe('{"decimal":12345678901234.5678}');
    expect(String(new BigDecimal(-5n, 20))).toBe("-0.00000000000000000005");
  });

  it("becomes a number again where one carries it", () => {
    expect(addExactly(new BigDecimal(1234567890123456789n, 3), new BigDecimal(-1234567890123456788n, 3))).toBe(0.001);
    expect(multiplyExactly(new BigDecimal(10000000000000001n, 0), 0)).toBe(0);
    expect(String(multiplyExactly(1234567891.5, 1234567891.5))).toBe("1524157878722755772.25");
  });

  it("is what the number prints as", () => {
    expect(exact(0.1)).toEqual(new BigDecimal(1n, 1));
    expect(exact(1e21)).toEqual(new BigDecimal(1000000000000000000000n, 0));
    expect(exact(1.5e-7)).toEqual(new BigDecimal(15n, 8));
  });
});

it("a half goes where the rounding says", () => {
  const half = (away: 1 | -1, odd: boolean) =>
    (["half-away", "half-even", "up", "down", "floor", "ceiling"] as const).map((mode) => goesAway(mode, away, 0, odd));
  expect(half(1, true)).toEqual([true, true, true, false, false, true]);
  expect(half(-1, false)).toEqual([true, false, true, false, true, false]);
});
