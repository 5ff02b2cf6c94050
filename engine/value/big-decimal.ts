import type { Decimal } from "./value.ts";

/**
 * A decimal that a double cannot carry: the value is `digits / 10 ** scale`. Made by this file only, always normalised:
 * `scale` is not negative, and `digits` ends in no zero unless `scale` is 0.
 */
export class BigDecimal {
  readonly digits: bigint;
  readonly scale: number;
  constructor(digits: bigint, scale: number) {
    this.digits = digits;
    this.scale = scale;
  }
  toString(): string {
    return plainText(this.digits, this.scale);
  }
  /** All digits, also where somebody calls `JSON.stringify` on a value. */
  toJSON(): unknown {
    return (JSON as typeof JSON & { rawJSON(text: string): unknown }).rawJSON(this.toString());
  }
}

/** Arithmetic that has no answer, such as a division by zero. The message is a whole sentence. */
export class DecimalFault extends Error {
  override name = "DecimalFault";
}

/** `half-away` is the rule of invoices (2.5 becomes 3, -2.5 becomes -3); `up` is away from zero and `down` towards it. */
export type Rounding = "half-away" | "half-even" | "up" | "down" | "floor" | "ceiling";

/** `half` says whether what is cut off is less than, exactly or more than a half. */
export function goesAway(mode: Rounding, away: 1 | -1, half: -1 | 0 | 1, odd: boolean): boolean {
  switch (mode) {
    case "half-away":
      return half >= 0;
    case "half-even":
      return half > 0 || (half === 0 && odd);
    case "up":
      return true;
    case "down":
      return false;
    case "floor":
      return away < 0;
    case "ceiling":
      return away > 0;
  }
}

export function addExactly(a: Decimal, b: Decimal): Decimal {
  const left = exact(a);
  const right = exact(b);
  const scale = Math.max(left.scale, right.scale);
  return normalise(atScale(left, scale) + atScale(right, scale), scale);
}

export function multiplyExactly(a: Decimal, b: Decimal): Decimal {
  const left = exact(a);
  const right = exact(b);
  return normalise(left.digits * right.digits, left.scale + right.scale);
}

export function divideExactly(a: Decimal, b: Decimal, places: number, mode: Rounding): Decimal {
  const left = exact(a);
  const right = exact(b);
  const shift = places + right.scale - left.scale;
  const above = shift > 0 ? left.digits * 10n ** BigInt(shift) : left.digits;
  const below = shift < 0 ? right.digits * 10n ** BigInt(-shift) : right.digits;
  return normalise(divideDigits(above, below, mode), places);
}

export function roundExactly(x: Decimal, places: number, mode: Rounding): Decimal {
  const { digits, scale } = exact(x);
  if (scale <= places) return normalise(digits, scale);
  return normalise(divideDigits(digits, 10n ** BigInt(scale - places), mode), places);
}

function divideDigits(above: bigint, below: bigint, mode: Rounding): bigint {
  const rest = above % below;
  const quotient = above / below;
  if (rest === 0n) return quotient;
  const away = above < 0n === below < 0n ? 1 : -1;
  const size = rest < 0n ? -rest : rest;
  const room = (below < 0n ? -below : below) - size;
  const half = size < room ? -1 : size > room ? 1 : 0;
  return goesAway(mode, away, half, quotient % 2n !== 0n) ? quotient + BigInt(away) : quotient;
}

/** The decimal that a number prints as; a `BigDecimal` is itself. */
export function exact(x: Decimal): BigDecimal {
  if (typeof x !== "number") return x;
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(x));
  if (parts === null) throw new DecimalFault(`${x} is not a decimal`);
  const [, minus, whole = "", fraction = "", exponent = "0"] = parts;
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(minus + whole + fraction);
  return scale < 0 ? new BigDecimal(digits * 10n ** BigInt(-scale), 0) : new BigDecimal(digits, scale);
}

export function atScale(x: BigDecimal, scale: number): bigint {
  return scale === x.scale ? x.digits : x.digits * 10n ** BigInt(scale - x.scale);
}

/** A number when at most 15 digits are left after the zeros at the end are gone, else a `BigDecimal`. */
/** No amount has them, and numbers that are multiplied with themselves again and again would never be done. */
const MOST_DIGITS = 10_000;

export function normalise(digits: bigint, scale: number): Decimal {
  if (digits === 0n) return 0;
  const text = digits.toString();
  let end = text.length;
  while (text.charCodeAt(end - 1) === 48) end--;
  const length = text.charCodeAt(0) === 45 ? end - 1 : end;
  if (length > MOST_DIGITS || scale > MOST_DIGITS)
    throw new DecimalFault(`the result has more than ${MOST_DIGITS} digits`);
  const places = scale - (text.length - end);
  // Doubles lose digits near their smallest and end near 1.8e308; the carrier rule keeps well away from both.
  if (length <= 15 && places < 290 && length - places < 290) return Number(`${text.slice(0, end)}e${-places}`);
  if (places >= 0) return new BigDecimal(BigInt(text.slice(0, end)), places);
  return new BigDecimal(scale <= 0 ? digits * 10n ** BigInt(-scale) : digits / 10n ** BigInt(scale), 0);
}

function plainText(digits: bigint, scale: number): string {
  if (scale === 0) return digits.toString();
  const minus = digits < 0n ? "-" : "";
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  return `${minus}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}
