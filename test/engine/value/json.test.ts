import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BigDecimal, toText } from "../../../engine/value/decimal.ts";
import { DEEPEST_JSON, JsonFault, parseJson, stringifyJson } from "../../../engine/value/json.ts";
import { FileValue, Money, type Value } from "../../../engine/value/value.ts";

function faultOf(text: string): JsonFault {
  try {
    parseJson(text);
  } catch (fault) {
    if (fault instanceof JsonFault) return fault;
    throw fault;
  }
  throw new Error(`${text} was read`);
}

const numbers = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 25 }))
  .map(([digits, scale]) => (scale === 0 ? `${digits}` : `${digits}.${"1".padStart(scale, "0")}`));

const reserved = /__proto__|constructor|prototype/;

describe("reading", () => {
  test("every number keeps its digits, however long", () => {
    fc.assert(
      fc.property(fc.array(numbers), (texts) => {
        const read = parseJson(`{"a":[${texts.join(", ")}]}`) as { a: readonly (number | BigDecimal)[] };
        expect(read.a.map(toText)).toEqual(texts.map((text) => text.replace(/^-0$/, "0")));
      }),
    );
  });

  test("a double with more than 15 digits never passes", () => {
    for (const text of ["9007199254740993", "0.30000000000000004", "1234567890.1234567", "12345678901234567890"]) {
      expect(parseJson(text)).toBeInstanceOf(BigDecimal);
      expect(stringifyJson(parseJson(`{"n": ${text}}`))).toBe(`{"n":${text}}`);
    }
    expect(parseJson("123456789012345")).toBe(123456789012345);
    expect(stringifyJson(parseJson("1.50E+3"))).toBe("1500");
    expect(stringifyJson(parseJson("1e-9"))).toBe("0.000000001");
  });

  test("a number too small or too large for a double keeps its value", () => {
    expect(stringifyJson(parseJson('{"a":0,"b":[1e-400]}'))).toBe(`{"a":0,"b":[0.${"0".repeat(399)}1]}`);
    expect(stringifyJson(parseJson("[1E+400]"))).toBe(`[1${"0".repeat(400)}]`);
  });

  test("digits inside texts do not count", () => {
    expect(parseJson(String.raw`{"a\"12345678901234567890": "\\", "b": "12345678901234567890e5"}`)).toEqual({
      'a"12345678901234567890': "\\",
      b: "12345678901234567890e5",
    });
  });

  test("whatever JSON.parse reads is read the same when its numbers are short", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        fc.pre(!reserved.test(JSON.stringify(value)));
        const short = JSON.stringify(value, (_, inner) =>
          typeof inner === "number" ? Math.round(inner) % 1e6 : inner,
        );
        expect(parseJson(short)).toEqual(JSON.parse(short));
      }),
    );
  });

  test("keys that reach a prototype are refused", () => {
    expect(faultOf('{"a": [{"__proto__": {"admin": true}}]}').what).toBe('the key "__proto__" is not accepted');
    expect(faultOf(String.raw`{"\u005f_proto__": 1}`).what).toBe('the key "__proto__" is not accepted');
    expect(faultOf('{"constructor": {}}').offset).toBe(1);
    expect(parseJson('{"a": "__proto__"}')).toEqual({ a: "__proto__" });
  });

  test("nesting has a limit, in lists and objects alike", () => {
    expect(() => parseJson("[".repeat(DEEPEST_JSON) + "]".repeat(DEEPEST_JSON))).not.toThrow();
    expect(faultOf("[".repeat(100_000)).offset).toBe(DEEPEST_JSON);
    expect(faultOf('{"a":'.repeat(100_000)).what).toContain("200 levels");
  });

  test.each([
    ["", 0, "a JSON value was expected, not the end of the text"],
    ['{"a" 1}', 5, '":" was expected behind the key, not "1"'],
    ['{"a": 1,}', 8, 'a key in double quotes was expected, not "}"'],
    ["{'a': 1}", 1, `a key in double quotes was expected, not "'"`],
    ["[1, 2", 5, '"," or "]" was expected, not the end of the text'],
    ["[1 2]", 3, '"," or "]" was expected, not "2"'],
    ['{"a": 1} x', 9, '"x" stands behind the end of the JSON value'],
    ['["abc', 1, "a text that does not end, or holds a control character or a bad escape"],
    ["<html>", 0, 'a JSON value was expected, not "<"'],
    ["[01]", 2, '"," or "]" was expected, not "1"'],
    ["[NaN]", 1, 'a JSON value was expected, not "N"'],
  ])("%j is refused at %i", (text, offset, what) => {
    const fault = faultOf(text);
    expect([fault.offset, fault.what]).toEqual([offset, what]);
  });

  test("a byte order mark is skipped", () => expect(parseJson("\ufeff[1]")).toEqual([1]));
});

describe("writing", () => {
  test("absent fields are left out, absent items become null", () => {
    expect(stringifyJson({ a: undefined, b: null, c: [undefined, 1], d: false, e: 'ä\u2028"' })).toBe(
      '{"b":null,"c":[null,1],"d":false,"e":"ä\u2028\\""}',
    );
  });
  test("JSON.stringify keeps the digits too", () => {
    expect(JSON.stringify({ n: parseJson("0.30000000000000004000") })).toBe('{"n":0.30000000000000004}');
  });
  test("never an exponent", () => expect(stringifyJson([1e21, 1e-7, -0])).toBe("[1000000000000000000000,0.0000001,0]"));
  test("money and files have no shape of their own", () => {
    expect(() => stringifyJson({ price: new Money(1, "EUR") })).toThrow(JsonFault);
    expect(() => stringifyJson([new FileValue("a.pdf", "application/pdf", 3, { from: "joined", files: [] })])).toThrow(
      JsonFault,
    );
  });
  test("what was written is read as the same", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        fc.pre(!reserved.test(JSON.stringify(value)));
        const written = stringifyJson(value as Value);
        expect(stringifyJson(parseJson(written))).toBe(written);
        expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
