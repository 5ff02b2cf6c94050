import { Decimal as Oracle } from "decimal.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  abs,
  add,
  BigDecimal,
  ceiling,
  compare,
  DecimalFault,
  divide,
  equals,
  fitsScale,
  floor,
  fromText,
  isDecimal,
  isInteger,
  isZero,
  multiply,
  negate,
  type Rounding,
  round,
  scaleOf,
  sign,
  subtract,
  toInteger,
  toText,
} from "../../../engine/value/decimal.ts";
import type { Decimal } from "../../../engine/value/value.ts";

const Exact = Oracle.clone({ precision: 2000, toExpNeg: -9e15, toExpPos: 9e15, maxE: 9e15, minE: -9e15 });

const MODES: Readonly<Record<Rounding, Oracle.Rounding>> = {
  "half-away": Oracle.ROUND_HALF_UP,
  "half-even": Oracle.ROUND_HALF_EVEN,
  up: Oracle.ROUND_UP,
  down: Oracle.ROUND_DOWN,
  floor: Oracle.ROUND_FLOOR,
  ceiling: Oracle.ROUND_CEIL,
};

/** Decimals as texts: amounts, halves, and 14 to 17 digits at every scale, small, huge and negative. */
const texts = fc.oneof(
  fc
    .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 0, max: 4 }))
    .map(([n, scale]) => placed(BigInt(n), scale)),
  fc
    .tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 0, max: 4 }))
    .map(([n, scale]) => placed(BigInt(n) * 10n + 5n, scale)),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), fc.integer({ min: 0, max: 20 }))
    .map(([n, scale]) => placed(n, scale)),
  fc
    .tuple(fc.integer({ min: 13, max: 18 }), fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 24 }))
    .map(([power, near, scale]) => placed(10n ** BigInt(power) + BigInt(near), scale)),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.integer({ min: 0, max: 60 }))
    .map(([n, scale]) => placed(n, scale)),
  fc
    .tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -320, max: 320 }))
    .map(([n, power]) => new Exact(`${n}e${power}`).toFixed()),
);

function placed(digits: bigint, scale: number): string {
  return new Exact(digits.toString()).times(new Exact(10).pow(-scale)).toFixed();
}

function read(text: string): Decimal {
  const decimal = fromText(text);
  if (decimal === undefined) throw new Error(`${text} is not read`);
  return decimal;
}

/** The digits that the oracle prints, without a sign on zero. */
function plain(oracle: Oracle): string {
  return oracle.isZero() ? "0" : oracle.toFixed();
}

function expectSame(ours: Decimal, oracle: Oracle): void {
  expect(toText(ours)).toBe(plain(oracle));
  expectNormal(ours);
}

/** The carrier rule: a number has at most 15 significant digits and is never -0; a BigDecimal has more, or is out of range. */
function expectNormal(x: Decimal): void {
  if (typeof x === "number") {
    expect(Object.is(x, -0)).toBe(false);
    expect(new Exact(toText(x)).precision()).toBeLessThanOrEqual(15);
    expect(Number(toText(x))).toBe(x);
  } else {
    const exact = new Exact(x.toString());
    expect(exact.precision() > 15 || Math.abs(exact.e) > 250).toBe(true);
    expect(x.scale >= 0 && (x.scale === 0 || x.digits % 10n !== 0n)).toBe(true);
  }
}

const runs = { numRuns: 3000 };

describe("decimals agree with decimal.js", () => {
  test("text is read and printed with the same digits", () => {
    fc.assert(
      fc.property(texts, (text) => expectSame(read(text), new Exact(text))),
      runs,
    );
  });

  test("a number of at most 15 digits prints the same digits as the text it came from", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 15n - 1n }),
        fc.integer({ min: -250, max: 250 }),
        (digits, power) => {
          const text = new Exact(`${digits}e${power}`).toFixed();
          const decimal = read(text);
          expect(typeof decimal).toBe("number");
          expect(toText(decimal)).toBe(text);
        },
      ),
      runs,
    );
  });

  test("add, subtract and multiply", () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expectSame(add(read(a), read(b)), new Exact(a).plus(b));
        expectSame(subtract(read(a), read(b)), new Exact(a).minus(b));
        expectSame(multiply(read(a), read(b)), new Exact(a).times(b));
      }),
      runs,
    );
  });

  test("divide in every mode", () => {
    const modes = fc.constantFrom(...(Object.keys(MODES) as Rounding[]));
    fc.assert(
      fc.property(texts, texts, fc.integer({ min: 0, max: 12 }), modes, (a, b, places, mode) => {
        fc.pre(!new Exact(b).isZero());
        expectSame(divide(read(a), read(b), places, mode), quotient(a, b, places, mode));
      }),
      runs,
    );
  });

  test("divide by a power of ten, which only moves the point", () => {
    fc.assert(
      fc.property(texts, fc.constantFrom("10", "100", "1000"), fc.integer({ min: 0, max: 12 }), (a, b, places) => {
        expectSame(divide(read(a), read(b), places), quotient(a, b, places, "half-away"));
      }),
      runs,
    );
  });

  test("a number fits a scale when it has no more decimals", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 24 }), (text, places) => {
        expect(fitsScale(read(text), places)).toBe(scaleOf(read(text)) <= places);
      }),
      runs,
    );
  });

  test("round in every mode, also to the left of the point", () => {
    const modes = fc.constantFrom(...(Object.keys(MODES) as Rounding[]));
    fc.assert(
      fc.property(texts, fc.integer({ min: -4, max: 24 }), modes, (text, places, mode) => {
        expectSame(round(read(text), places, mode), rounded(text, places, mode));
      }),
      { numRuns: 6000 },
    );
  });

  test("round at and beside every half of a cent", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        fc.integer({ min: -2, max: 2 }),
        (cents, near) => {
          const text = placed((BigInt(cents) * 10n + 5n) * 1000n + BigInt(near), 6);
          for (const mode of Object.keys(MODES) as Rounding[])
            expectSame(round(read(text), 2, mode), rounded(text, 2, mode));
        },
      ),
      runs,
    );
  });

  test("floor, ceiling, negate, abs and sign", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const x = read(text);
        const oracle = new Exact(text);
        expectSame(floor(x), oracle.floor());
        expectSame(ceiling(x), oracle.ceil());
        expectSame(negate(x), oracle.neg());
        expectSame(abs(x), oracle.abs());
        expect(sign(x)).toBe(oracle.isZero() ? 0 : oracle.s);
        expect(isZero(x)).toBe(oracle.isZero());
        expect(scaleOf(x)).toBe(oracle.decimalPlaces());
        expect(isInteger(x)).toBe(oracle.isInteger());
      }),
      runs,
    );
  });

  test("compare and equals", () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(compare(read(a), read(b))).toBe(new Exact(a).cmp(b));
        expect(equals(read(a), read(b))).toBe(new Exact(a).eq(b));
        expect(equals(read(a), read(a))).toBe(true);
      }),
      runs,
    );
  });
});

function rounded(text: string, places: number, mode: Rounding): Oracle {
  const shift = new Exact(10).pow(places);
  const whole = new Exact(text).times(shift);
  return whole.toDecimalPlaces(0, MODES[mode]).div(shift);
}

function quotient(a: string, b: string, places: number, mode: Rounding): Oracle {
  // As whole numbers, since the oracle rounds a quotient that does not end.
  const shift = new Exact(10).pow(400 + 100);
  const above = new Exact(a).times(shift).times(new Exact(10).pow(places));
  const below = new Exact(b).times(shift);
  const whole = above.divToInt(below);
  const rest = above.minus(whole.times(below));
  const away = new Exact(rest.isZero() ? 0 : above.s * below.s);
  const half = rest.abs().times(2).cmp(below.abs());
  const up =
    mode === "up" ||
    (mode === "floor" && away.lt(0)) ||
    (mode === "ceiling" && away.gt(0)) ||
    (mode === "half-away" && half >= 0) ||
    (mode === "half-even" && (half > 0 || (half === 0 && !whole.mod(2).isZero())));
  return whole.plus(up ? away : 0).div(new Exact(10).pow(places));
}

describe("what binary floats get wrong", () => {
  test("0.1 and 0.2 make 0.3", () => expect(add(0.1, 0.2)).toBe(0.3));
  test("1.005 rounds to 1.01", () => expect(round(1.005, 2)).toBe(1.01));
  test("-2.5 rounds away from zero, to the even or towards zero as asked", () => {
    expect([round(-2.5, 0), round(-2.5, 0, "half-even"), round(-2.5, 0, "down")]).toEqual([-3, -2, -2]);
  });
  test("1.15 times 100 is 115", () => expect(multiply(1.15, 100)).toBe(115));
  test("a double of more digits than it carries is taken for the digits it prints", () => {
    expect(toText(add(0.1 + 0.2, 0))).toBe("0.30000000000000004");
    expect(toText(multiply(9007199254740991, 10))).toBe("90071992547409910");
    expect(toText(add(9007199254740991, 2))).toBe("9007199254740993");
  });
});

describe("faults", () => {
  test("a division by zero says what was divided", () => {
    expect(() => divide(1.5, 0, 2)).toThrow(new DecimalFault("1.5 cannot be divided by zero"));
    expect(() => divide(read("1234567890.1234567890"), 0, 2)).toThrow(DecimalFault);
  });
  test("what is not a number is refused, not passed on", () => {
    for (const x of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(() => add(x, 1)).toThrow(DecimalFault);
      expect(() => multiply(0, x)).toThrow(DecimalFault);
      expect(() => divide(x, 3, 2)).toThrow(DecimalFault);
      expect(() => round(x, 2)).toThrow(DecimalFault);
      expect(() => toText(x)).toThrow(DecimalFault);
      expect(isDecimal(x)).toBe(false);
    }
  });
  test("texts that are no decimals are not read", () => {
    for (const text of ["", " 1", "1 ", "1.", ".5", "1,5", "0x10", "--1", "1e", "NaN", "Infinity", "1_000", "١"])
      expect(fromText(text), text).toBeUndefined();
  });
  test("a short text cannot ask for endless digits", () => {
    expect(fromText("1e999999999")).toBeUndefined();
    expect(fromText("1e-999999999")).toBeUndefined();
    expect(fromText("0e999999999")).toBe(0);
    expect(fromText("1".repeat(1001))).toBeUndefined();
  });
  test("whole numbers beyond 2^53 are not given as JavaScript integers", () => {
    expect(toInteger(read("9007199254740991"))).toBe(9007199254740991);
    expect(toInteger(read("9007199254740992"))).toBeUndefined();
    expect(toInteger(12)).toBe(12);
    expect(toInteger(12.5)).toBeUndefined();
    expect(read("9007199254740991")).toBeInstanceOf(BigDecimal);
  });
});
