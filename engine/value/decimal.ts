import {
  addExactly,
  atScale,
  BigDecimal,
  DecimalFault,
  divideExactly,
  exact,
  goesAway,
  multiplyExactly,
  normalise,
  type Rounding,
  roundExactly,
} from "./big-decimal.ts";
import type { Decimal } from "./value.ts";

export { BigDecimal, DecimalFault, type Rounding } from "./big-decimal.ts";

/** No decimal has more digits than this before or after its point, so that a short text such as 1e999999999 stays harmless. */
export const MOST_DIGITS = 1000;

// Whole numbers below this have at most 15 digits. Divided by a power of ten up to 10^22 (the greatest that a double holds
// exactly) they give the double nearest to the quotient, and no two of them share one. That is why the fast paths are exact.
const FIFTEEN_DIGITS = 1e15;
const SAFE = Number.MAX_SAFE_INTEGER;
export const POWERS: readonly number[] = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const NO_SCALE = -1;

/**
 * Some number of places at which the double is a whole number of at most 15 digits: not always the least, since steps of
 * two find the usual amounts sooner and the arithmetic does not care. `NO_SCALE` sends the caller to the exact slow path.
 */
function placesFor(x: number): number {
  if (x === Math.round(x)) return x < FIFTEEN_DIGITS && x > -FIFTEEN_DIGITS ? 0 : NO_SCALE;
  if (Math.round(x * 100) / 100 === x) return x < 1e13 && x > -1e13 ? 2 : NO_SCALE;
  return morePlacesFor(x);
}

function morePlacesFor(x: number): number {
  for (let places = 4; places <= 22; places += 2) {
    const power = POWERS[places] as number;
    const whole = Math.round(x * power);
    if (whole >= FIFTEEN_DIGITS || whole <= -FIFTEEN_DIGITS) return oddPlacesFor(x, places - 1);
    if (whole / power === x) return places;
  }
  return NO_SCALE;
}

/** At an even number of places the whole number was too long; one place less may still fit. */
function oddPlacesFor(x: number, places: number): number {
  const power = POWERS[places] as number;
  const whole = Math.round(x * power);
  return whole < FIFTEEN_DIGITS && whole > -FIFTEEN_DIGITS && whole / power === x ? places : NO_SCALE;
}

export function add(a: Decimal, b: Decimal): Decimal {
  if (typeof a === "number" && typeof b === "number") {
    // Amounts: whole numbers of cents on both sides.
    const centsOfA = Math.round(a * 100);
    const centsOfB = Math.round(b * 100);
    if (centsOfA / 100 === a && centsOfB / 100 === b && fitsFifteen(centsOfA) && fitsFifteen(centsOfB)) {
      const cents = centsOfA + centsOfB;
      if (fitsFifteen(cents)) return cents / 100;
    }
    const placesOfA = placesFor(a);
    const placesOfB = placesFor(b);
    if (placesOfA >= 0 && placesOfB >= 0) {
      const power = POWERS[Math.max(placesOfA, placesOfB)] as number;
      const wholeA = Math.round(a * power);
      const wholeB = Math.round(b * power);
      const sum = wholeA + wholeB;
      if (fitsFifteen(wholeA) && fitsFifteen(wholeB) && fitsFifteen(sum)) return sum / power;
    }
  }
  return addExactly(a, b);
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, negate(b));
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  if (typeof a === "number" && typeof b === "number") {
    // An amount times a quantity: whole hundredths on both sides. A product this small has small factors, unless one is 0.
    const centsOfA = Math.round(a * 100);
    const centsOfB = Math.round(b * 100);
    const square = centsOfA * centsOfB;
    if (centsOfA / 100 === a && centsOfB / 100 === b && fitsFifteen(square)) return square / 10_000 + 0;
    const placesOfA = placesFor(a);
    const placesOfB = placesFor(b);
    const places = placesOfA + placesOfB;
    if (placesOfA >= 0 && placesOfB >= 0 && places <= 22) {
      const product = Math.round(a * (POWERS[placesOfA] as number)) * Math.round(b * (POWERS[placesOfB] as number));
      if (fitsFifteen(product)) return product / (POWERS[places] as number) + 0;
    }
  }
  return multiplyExactly(a, b);
}

/** The quotient at `places` decimals. Throws `DecimalFault` for a division by zero. */
export function divide(a: Decimal, b: Decimal, places: number, mode: Rounding = "half-away"): Decimal {
  if (isZero(b)) throw new DecimalFault(`${toText(a)} cannot be divided by zero`);
  if (typeof a === "number" && typeof b === "number" && places >= 0 && places <= 15) {
    const moved = movedPoint(a, b, places);
    if (moved !== undefined) return moved;
    const centsOfA = Math.round(a * 100);
    const centsOfB = Math.round(b * 100);
    const above = centsOfA * (POWERS[places] as number);
    if (centsOfA / 100 === a && centsOfB / 100 === b && fitsSafe(above) && fitsFifteen(centsOfB)) {
      const quotient = divideWhole(above, centsOfB, mode);
      if (fitsFifteen(quotient)) return quotient / (POWERS[places] as number) + 0;
    }
    return divideScaled(a, b, places, mode);
  }
  return divideExactly(a, b, places, mode);
}

/** A percentage and the like: division by 10, 100 or 1000 only moves the point. Undefined where digits would be lost. */
function movedPoint(a: number, b: number, places: number): number | undefined {
  const moves = b === 100 ? 2 : b === 10 ? 1 : b === 1000 ? 3 : 0;
  if (moves === 0) return undefined;
  const has = placesFor(a);
  const needs = has + moves;
  if (has < 0 || needs > places || needs > 22) return undefined;
  return Math.round(a * (POWERS[has] as number)) / (POWERS[needs] as number) + 0;
}

function divideScaled(a: number, b: number, places: number, mode: Rounding): Decimal {
  const placesOfA = placesFor(a);
  const placesOfB = placesFor(b);
  const shift = places + placesOfB - placesOfA;
  if (placesOfA < 0 || placesOfB < 0 || shift > 22 || shift < -22) return divideExactly(a, b, places, mode);
  const above = Math.round(a * (POWERS[placesOfA] as number)) * (shift > 0 ? (POWERS[shift] as number) : 1);
  const below = Math.round(b * (POWERS[placesOfB] as number)) * (shift < 0 ? (POWERS[-shift] as number) : 1);
  if (!fitsSafe(above) || !fitsSafe(below)) return divideExactly(a, b, places, mode);
  const quotient = divideWhole(above, below, mode);
  return fitsFifteen(quotient) ? quotient / (POWERS[places] as number) + 0 : divideExactly(a, b, places, mode);
}

/** `places` may be negative: round(1250, -2) is 1300. */
export function round(x: Decimal, places: number, mode: Rounding = "half-away"): Decimal {
  if (typeof x === "number" && places >= 0 && places <= 22) {
    if (mode === "half-away") {
      const moved = Math.abs(x) * (POWERS[places] as number);
      const whole = Math.floor(moved);
      const rest = moved - whole;
      // Below 2^40 the double is off by less than 2^-11, so that only what lies that near to a half needs the exact path.
      if (moved < 1_099_511_627_776 && (rest < 0.499 || rest > 0.501)) {
        const rounded = (rest < 0.5 ? whole : whole + 1) / (POWERS[places] as number);
        return x < 0 ? 0 - rounded : rounded;
      }
    }
    const has = placesFor(x);
    if (has >= 0 && has <= places) return x + 0;
    if (has >= 0) {
      const whole = Math.round(x * (POWERS[has] as number));
      return divideWhole(whole, POWERS[has - places] as number, mode) / (POWERS[places] as number) + 0;
    }
  }
  return roundExactly(x, places, mode);
}

/** The greatest whole number not above `x`. */
export function floor(x: Decimal): Decimal {
  return round(x, 0, "floor");
}

/** The least whole number not below `x`. */
export function ceiling(x: Decimal): Decimal {
  return round(x, 0, "ceiling");
}

export function negate(x: Decimal): Decimal {
  return typeof x === "number" ? 0 - x : new BigDecimal(-x.digits, x.scale);
}

export function abs(x: Decimal): Decimal {
  return sign(x) < 0 ? negate(x) : x;
}

/** -1 when `a` is less, 0 when both are the same decimal, 1 when `a` is more. */
export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : 0;
  const left = exact(a);
  const right = exact(b);
  const scale = Math.max(left.scale, right.scale);
  const digitsOfA = atScale(left, scale);
  const digitsOfB = atScale(right, scale);
  return digitsOfA < digitsOfB ? -1 : digitsOfA > digitsOfB ? 1 : 0;
}

export function equals(a: Decimal, b: Decimal): boolean {
  return a === b || compare(a, b) === 0;
}

export function isZero(x: Decimal): boolean {
  return typeof x === "number" ? x === 0 : x.digits === 0n;
}

export function sign(x: Decimal): -1 | 0 | 1 {
  if (typeof x === "number") return x < 0 ? -1 : x > 0 ? 1 : 0;
  return x.digits < 0n ? -1 : x.digits > 0n ? 1 : 0;
}

/** Plain digits, never an exponent, no zeros at the end of the fraction: `0.1`, `-12`, `100000000000000000000000`. */
export function toText(x: Decimal): string {
  if (typeof x !== "number") return x.toString();
  if (Number.isSafeInteger(x)) return String(x);
  const text = String(x);
  return text.includes("e") || !Number.isFinite(x) ? exact(x).toString() : text;
}

/** Reads plain digits with an optional sign, point and exponent (`-12.50`, `1e3`); anything else is undefined. */
export function fromText(text: string): Decimal | undefined {
  const parts = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (parts === null) return undefined;
  const [, minus, whole = "", fraction = "", exponent = "0"] = parts;
  const significant = (whole + fraction).replace(/^0+/, "");
  if (significant === "") return 0;
  const scale = fraction.length - Number(exponent);
  if (significant.length > MOST_DIGITS || scale > MOST_DIGITS || significant.length - scale > MOST_DIGITS)
    return undefined;
  const digits = BigInt(significant);
  return normalise(minus === "-" ? -digits : digits, scale);
}

/** True for finite numbers and for `BigDecimal`. */
export function isDecimal(value: unknown): value is Decimal {
  return typeof value === "number" ? Number.isFinite(value) : value instanceof BigDecimal;
}

/** How many decimals the value has when zeros at the end are left out: 2 for 1.25, 0 for 100. */
export function scaleOf(x: Decimal): number {
  if (typeof x === "number" && Number.isInteger(x)) return 0;
  return exact(x).scale;
}

/** Whether the value has at most so many decimals: `scaleOf(x) <= places`, without working the scale out. */
export function fitsScale(x: Decimal, places: number): boolean {
  if (typeof x === "number" && places >= 0 && places <= 22) {
    const power = POWERS[places] as number;
    const whole = Math.round(x * power);
    if (whole < FIFTEEN_DIGITS && whole > -FIFTEEN_DIGITS) return whole / power === x;
  }
  return scaleOf(x) <= places;
}

export function isInteger(x: Decimal): boolean {
  return typeof x === "number" ? Number.isInteger(x) : x.scale === 0;
}

/** The whole number as a safe JavaScript integer; undefined when it has decimals or is beyond 2^53. */
export function toInteger(x: Decimal): number | undefined {
  if (typeof x === "number") return Number.isSafeInteger(x) ? x + 0 : undefined;
  const whole = Number(x.digits);
  return x.scale === 0 && Number.isSafeInteger(whole) ? whole : undefined;
}

function fitsFifteen(whole: number): boolean {
  return whole < FIFTEEN_DIGITS && whole > -FIFTEEN_DIGITS;
}

function fitsSafe(whole: number): boolean {
  return whole <= SAFE && whole >= -SAFE;
}

/** Both are safe whole numbers, so the remainder is exact and so is the difference. */
export function divideWhole(above: number, below: number, mode: Rounding): number {
  // The quotient of doubles may come out one too far from zero; the remainder of doubles would be many times slower.
  let quotient = Math.trunc(above / below);
  let rest = above - quotient * below;
  if (rest !== 0 && rest < 0 !== above < 0) {
    quotient -= above < 0 === below < 0 ? 1 : -1;
    rest = above - quotient * below;
  }
  if (rest === 0) return quotient;
  const away = above < 0 === below < 0 ? 1 : -1;
  const size = Math.abs(rest);
  const room = Math.abs(below) - size;
  return goesAway(mode, away, size < room ? -1 : size > room ? 1 : 0, quotient % 2 !== 0) ? quotient + away : quotient;
}
