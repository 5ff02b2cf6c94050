import { divideWhole, POWERS } from "./decimal.ts";

/** Beyond so many decimals a quotient is cut before it is rounded, which one step would not do. */
const MOST_PLACES = 12;

/**
 * `a * b * c / 10 ** moves` rounded half away from zero to `places` decimals, in whole numbers from beginning to end: what
 * the lines of invoices are made of. Undefined for factors of more than four decimals, and where digits would be lost before
 * the rounding: then multiply, divide and round one after the other.
 */
export function roundedProduct(a: number, b: number, c: number, moves: number, places: number): number | undefined {
  const placesOfA = fewPlaces(a);
  const placesOfB = fewPlaces(b);
  const placesOfC = fewPlaces(c);
  const has = placesOfA + placesOfB + placesOfC + moves;
  if (has > MOST_PLACES) return undefined;
  const first = whole(a, placesOfA) * whole(b, placesOfB);
  const product = first * whole(c, placesOfC);
  // A product of at most fifteen digits has such factors, unless one is 0: so nothing is lost on the way.
  if (!(first < 1e15 && first > -1e15 && product < 1e15 && product > -1e15)) return undefined;
  if (has <= places) return product / (POWERS[has] as number) + 0;
  return divideWhole(product, POWERS[has - places] as number, "half-away") / (POWERS[places] as number) + 0;
}

/** 0, 2 or 4: at so many places the number is a whole one. More than `MOST_PLACES` where it is at none of them. */
function fewPlaces(x: number): number {
  if (x === Math.round(x)) return 0;
  if (Math.round(x * 100) / 100 === x) return 2;
  return Math.round(x * 10_000) / 10_000 === x ? 4 : MOST_PLACES + 1;
}

function whole(x: number, places: number): number {
  if (places === 0) return x;
  return places === 2 ? Math.round(x * 100) : Math.round(x * 10_000);
}
