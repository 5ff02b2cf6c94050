import { divideWhole, POWERS, placesFor } from "./decimal.ts";

/** Beyond so many decimals a quotient is cut before it is rounded, which one step would not do. */
const MOST_PLACES = 12;

/**
 * `a * b * c / 10 ** moves` rounded half away from zero to `places` decimals, in whole numbers from beginning to end: what
 * the lines of invoices are made of. Undefined where the whole numbers do not stay below 2^53, or digits would be lost
 * before the rounding: then multiply, divide and round one after the other.
 */
export function roundedProduct(a: number, b: number, c: number, moves: number, places: number): number | undefined {
  const placesOfA = placesFor(a);
  const placesOfB = placesFor(b);
  const placesOfC = placesFor(c);
  if (placesOfA < 0 || placesOfB < 0 || placesOfC < 0) return undefined;
  const has = placesOfA + placesOfB + placesOfC + moves;
  if (has > MOST_PLACES) return undefined;
  const first = whole(a, placesOfA) * whole(b, placesOfB);
  const product = first * whole(c, placesOfC);
  // Fifteen digits: what a step by itself would not have to reckon in another way.
  if (!(Math.abs(first) < 1e15 && Math.abs(product) < 1e15)) return undefined;
  const rounded = has <= places ? product : divideWhole(product, POWERS[has - places] as number, "half-away");
  return rounded / (POWERS[Math.min(has, places)] as number) + 0;
}

function whole(x: number, places: number): number {
  return places === 0 ? x : Math.round(x * (POWERS[places] as number));
}
