import fc from "fast-check";
import { expect, it } from "vitest";
import { divide, multiply, round } from "../../../engine/value/decimal.ts";
import { roundedProduct } from "../../../engine/value/rounded-product.ts";

const factor = fc.oneof(
  fc.tuple(fc.integer({ min: -9_999_999, max: 9_999_999 }), fc.nat(6)).map(([digits, places]) => digits / 10 ** places),
  fc.constantFrom(0, -0, 1, 100, 999_999_999_999_999, 1e15, 2 ** 53, 0.5, 1e-7),
);

it("one step comes to what multiplying, dividing and rounding one after the other come to", () => {
  let steps = 0;
  fc.assert(
    fc.property(factor, factor, factor, fc.nat(3), fc.nat(6), (a, b, c, moves, places) => {
      const made = roundedProduct(a, b, c, moves, places);
      if (made === undefined) return;
      steps++;
      const product = multiply(multiply(a, b), c);
      const moved = moves === 0 ? product : divide(product, 10 ** moves, 12);
      expect(made).toBe(round(moved, places));
    }),
    { numRuns: 20_000 },
  );
  expect(steps).toBeGreaterThan(2000);
});

it("halves go away from zero", () => {
  expect(roundedProduct(3.35, 5856.9, 1, 0, 2)).toBe(19_620.62);
  expect(roundedProduct(-3.35, 5856.9, 1, 0, 2)).toBe(-19_620.62);
  expect(roundedProduct(2, 104.255, 95, 2, 2)).toBe(198.08);
});

it("leaves to the single steps what would not stay exact", () => {
  expect(roundedProduct(123_456_789.12, 987_654_321.12, 1, 0, 2)).toBeUndefined();
  expect(roundedProduct(0.00001, 1, 1, 0, 2)).toBeUndefined();
});
