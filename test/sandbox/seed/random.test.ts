import fc from "fast-check";
import { expect, it } from "vitest";
import { mix, Random } from "../../../sandbox/seed/random.ts";

it("draws the same numbers for the same seed, for ever", () => {
  const draws = (seed: number) => {
    const random = new Random(seed);
    return [random.below(1000), random.between(5, 9), random.digits(6), random.pick(["a", "b", "c"])];
  };
  expect(draws(7)).toEqual(draws(7));
  expect(draws(7)).not.toEqual(draws(8));
  expect([new Random(1).below(1_000_000), mix(1, 2, 3)]).toEqual([627_073, 923_933_900]);
});

it("stays within its bounds", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: -50, max: 50 }), fc.nat(50), (seed, low, width) => {
      const random = new Random(seed);
      expect(random.below(3)).toBeLessThan(3);
      const drawn = random.between(low, low + width);
      expect(drawn).toBeGreaterThanOrEqual(low);
      expect(drawn).toBeLessThanOrEqual(low + width);
      expect(random.digits(4)).toMatch(/^\d{4}$/);
      expect([random.chance(0), random.chance(1)]).toEqual([false, true]);
    }),
  );
});

it("has nothing to pick from an empty list", () => {
  expect(() => new Random(1).pick([])).toThrow(RangeError);
});
