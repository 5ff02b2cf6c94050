import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BigDecimal, fromText, toText } from "../../../engine/value/decimal.ts";
import { DEEPEST_JSON, JsonFault, parseJson, stringifyJson } from "../../../engine/value/json.ts";
import type { RecordValue, Value } from "../../../engine/value/value.ts";

/** The slow way: each number is read from its own digits, and each level and each key is looked at. */
function readSlowly(text: string): Value {
  const exact = (_: string, value: unknown, context?: { readonly source?: string }): unknown => {
    if (typeof value !== "number") return value;
    const decimal = fromText(context?.source ?? "");
    if (decimal === undefined) throw new Error("too many digits");
    return decimal;
  };
  const value = JSON.parse(text, exact) as Value;
  refuse(value, 0);
  return value;
}

function refuse(value: Value, depth: number): void {
  if (typeof value !== "object" || value === null || value instanceof BigDecimal) return;
  if (depth >= DEEPEST_JSON) throw new Error("too deep");
  for (const [key, inner] of Object.entries(value)) {
    if (["__proto__", "constructor", "prototype"].includes(key)) throw new Error(`the key ${key}`);
    refuse(inner as Value, depth + 1);
  }
}

/** The slow way to write: token by token. */
function writeSlowly(value: Value, depth = 0): string {
  if (typeof value === "number" || value instanceof BigDecimal) return toText(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  if (depth > DEEPEST_JSON) throw new Error("too deep");
  if (Array.isArray(value)) return `[${value.map((item: Value) => writeSlowly(item, depth + 1)).join(",")}]`;
  const fields = Object.entries(value as RecordValue).filter(([, inner]) => inner !== undefined);
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${writeSlowly(inner, depth + 1)}`).join(",")}}`;
}

function outcome(read: () => Value): Value | "refused" {
  try {
    return read();
  } catch {
    return "refused";
  }
}

/** Both values and which of them are `BigDecimal` must agree; a zero has no sign. */
function expectAlike(text: string): void {
  const quick = outcome(() => parseJson(text));
  const slow = outcome(() => readSlowly(text));
  expect(withoutSignOfZero(quick)).toStrictEqual(withoutSignOfZero(slow));
}

function withoutSignOfZero(value: Value): Value {
  if (value === 0) return 0;
  if (Array.isArray(value)) return value.map(withoutSignOfZero);
  if (typeof value !== "object" || value === null || value instanceof BigDecimal) return value;
  return Object.fromEntries(
    Object.entries(value as RecordValue).map(([key, inner]) => [key, withoutSignOfZero(inner)]),
  );
}

const digits = (most: number) =>
  fc.array(fc.constantFrom(..."0001234567899"), { minLength: 1, maxLength: most }).map((all) => all.join(""));
const whole = digits(19).map((text) => text.replace(/^0+(?=\d)/, ""));
const optional = (text: fc.Arbitrary<string>) => fc.oneof(fc.constant(""), text);
const exponent = fc
  .tuple(
    fc.constantFrom("e", "E"),
    fc.constantFrom("", "-", "+"),
    fc.oneof(digits(2), fc.constantFrom("0310", "323", "324", "400")),
  )
  .map((parts) => parts.join(""));
const numberText = fc
  .tuple(
    optional(fc.constant("-")),
    fc.oneof(fc.constant("0"), whole),
    optional(digits(18).map((text) => `.${text}`)),
    optional(exponent),
  )
  .map((parts) => parts.join(""));

const escaped = (text: string) =>
  [...text].map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
const textToken = fc.oneof(
  fc.string({ unit: "binary" }).map((text) => JSON.stringify(text)),
  fc.constantFrom('"1e-400"', '"invoice-103"', '"12345678901234567890"', '"a\\\\"', '"\\"[{"', '"7e-4000-8a"'),
);
const keyToken = fc.oneof(
  { weight: 12, arbitrary: textToken },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("__proto__", "constructor", "prototype", "_proto_", "prototypes")
      .chain((key) => fc.constantFrom(`"${key}"`, `"${escaped(key)}"`, `"${escaped(key.slice(0, 1))}${key.slice(1)}"`)),
  },
);
const space = fc.constantFrom("", "", "", " ", "\n\t");

const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(numberText, textToken, fc.constantFrom("0", "true", "null", "-0", "0.0")),
    fc.tuple(space, fc.array(tie("json"))).map(([gap, items]) => `[${items.join(`${gap},${gap}`)}${gap}]`),
    fc
      .tuple(space, fc.array(fc.tuple(keyToken, tie("json"))))
      .map(([gap, fields]) => `{${fields.map((field) => field.join(`${gap}:${gap}`)).join(`,${gap}`)}${gap}}`),
  ),
}));

describe("the quick way to read says what the slow way says", () => {
  test("of numbers of all sizes and spellings", () => {
    fc.assert(
      fc.property(fc.array(numberText, { maxLength: 6 }), (texts) =>
        expectAlike(`{"a":[0,${["1", ...texts].join(",")}]}`),
      ),
      { numRuns: 1500 },
    );
  });

  test("of every text, with escapes in its keys, at whatever place a number stands", () => {
    fc.assert(
      fc.property(json, fc.nat(40), (text, shift) => expectAlike(`${" ".repeat(shift)}${text}`)),
      { numRuns: 700 },
    );
  });

  test("of damaged texts", () => {
    const mark = fc.constantFrom("", "}", "]", ",", '"', ":", "e", "-", ".", "0", "\\", "\u0001", "\u0130");
    fc.assert(
      fc.property(json, fc.nat(), mark, (text, at, put) => {
        const place = at % (text.length + 1);
        expectAlike(text.slice(0, place) + put + text.slice(place + 1));
      }),
      { numRuns: 700 },
    );
  });

  test("at the limit of nesting", () => {
    const levels = fc.integer({ min: DEEPEST_JSON - 2, max: DEEPEST_JSON + 2 });
    fc.assert(
      fc.property(levels, fc.infiniteStream(fc.boolean()), numberText, fc.boolean(), (count, kinds, inner, padded) => {
        let text = inner;
        for (let level = 0; level < count; level++) text = kinds.next().value ? `[${text}]` : `{"a":0,"b":${text}}`;
        expectAlike(padded ? ` ${text} ` : text);
      }),
      { numRuns: 150 },
    );
    expect(() => parseJson(`${'{"a":'.repeat(DEEPEST_JSON)}1${"}".repeat(DEEPEST_JSON)}`)).not.toThrow();
    expect(() => parseJson(`${'{"a":'.repeat(DEEPEST_JSON + 1)}1${"}".repeat(DEEPEST_JSON + 1)}`)).toThrow(JsonFault);
  });

  test("of a number that is too small for a double, among texts that look like it", () => {
    for (const small of ["1e-400", "-1E-324", "0.0001e-0330", "9.9e-330"]) {
      for (let shift = 0; shift < 20; shift++) {
        const text = `{"id":"invoice-103-7e-4000","${"k".repeat(shift)}":[0,${small}]}`;
        expectAlike(text);
        expect(stringifyJson(parseJson(text))).not.toContain("0,0]");
      }
    }
  });
});

describe("the quick way to write says what the slow way says", () => {
  const value = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom<Value>(
          0,
          -0,
          1e-6,
          9.99e-7,
          -1e-7,
          1e21,
          -1e21,
          999999999999999900000,
          5e-324,
          null,
          undefined,
        ),
        fc.string({ unit: "binary" }),
        fc.constantFrom<Value>("1e-7", "e+21", true, false),
        numberText.map((text) => fromText(text) ?? 0),
      ),
      fc.array(tie("value")),
      fc.dictionary(fc.string(), tie("value"), { noNullPrototype: true }),
    ),
  })).value;

  test("of every value, and never with an exponent", () => {
    fc.assert(
      fc.property(value, (made) => {
        expect(stringifyJson(made)).toBe(writeSlowly(made));
      }),
      { numRuns: 1500 },
    );
  });

  test("at the limit of nesting", () => {
    const nested = (count: number, record: boolean): Value => {
      let made: Value = 1;
      for (let level = 0; level < count; level++) made = record ? { a: made } : [made];
      return made;
    };
    for (const record of [true, false]) {
      expect(stringifyJson(nested(DEEPEST_JSON, record))).toBe(writeSlowly(nested(DEEPEST_JSON, record)));
      expect(() => stringifyJson(nested(DEEPEST_JSON + 2, record))).toThrow(JsonFault);
    }
  });
});
