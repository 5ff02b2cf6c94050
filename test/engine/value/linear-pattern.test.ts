import fc from "fast-check";
import { analyse } from "scslre";
import { describe, expect, it } from "vitest";
import {
  isRefusal,
  LARGEST_PATTERN,
  type LinearPattern,
  linearPattern,
  PatternFault,
} from "../../../engine/value/linear-pattern.ts";
import { msOf, overAndOver } from "../../attack.ts";

function read(source: string): LinearPattern {
  const pattern = linearPattern(source);
  if (isRefusal(pattern)) throw new Error(`${source}: ${JSON.stringify(pattern)}`);
  return pattern;
}

/** The engine's own reading of a pattern that JavaScript's may be left to. */
function readByEngine(source: string): LinearPattern {
  return read(`(?:${source})`);
}

describe("a pattern takes linear time, whatever it is and whatever the text", () => {
  it.each([
    ["^((a)+)+$", `${overAndOver("a")}!`],
    ["^((a|b)|a)*$", `${overAndOver("ab")}!`],
    ["^(a+){20}$", `${overAndOver("a")}!`],
    [".*.*.*=.*", overAndOver("a")],
    ["(a+)+$", `${overAndOver("a")}!`],
    ["[0-9]+$", `${overAndOver("1")}!`],
    ["^(([a-z])+.)+[A-Z]([a-z])+$", overAndOver("a")],
    ["(x+x+)+y", overAndOver("x")],
    ["(?:[ab]*a[ab]{12}c?)+$", overAndOver("abbaab")],
  ])("%s", (source, text) => {
    const pattern = read(source);
    pattern.test(text);
    expect(msOf(() => pattern.test(text))).toBeLessThan(100);
  });

  it("one with many steps looks at texts that take it less than a second, and says so of longer ones", () => {
    const pattern = read("(?:a?){330}(?:a){330}$");
    expect(msOf(() => pattern.test(`${"a".repeat(20_000)}b`))).toBeLessThan(1000);
    const long = "a".repeat(100_000);
    expect(() => pattern.test(long)).toThrow(PatternFault);
    expect(() => pattern.test(long)).toThrow(/the text has 100000 characters; this pattern looks at \d+ at/);
  });

  it.each([
    ["groups", "(".repeat(4990)],
    ["groups that close", `${"(?:".repeat(2400)}a${")*".repeat(2400)}`],
    ["alternatives", "a|".repeat(4990)],
    ["classes", "[a-z]".repeat(1990)],
    ["repetitions", "(((((a{9}){9}){9}){9}){9}){9}"],
    ["classes that never close", "[".repeat(9990)],
    ["escapes", "\\p{L}".repeat(1990)],
    ["flags", "(?i)".repeat(2490)],
  ])("is read or refused in less than a second: thousands of %s", (_, source) => {
    expect(msOf(() => linearPattern(source))).toBeLessThan(1000);
  });
});

describe("what is refused, with its place and what is right instead", () => {
  it.each([
    ["a(?=b)", { problem: "looks-around", written: "(?=" }, "(?="],
    ["a(?!b)", { problem: "looks-around", written: "(?!" }, "(?!"],
    ["(?<=a)b", { problem: "looks-around", written: "(?<=" }, "(?<="],
    ["(?<!a)b", { problem: "looks-around", written: "(?<!" }, "(?<!"],
    [String.raw`[(?=](a)\1`, { problem: "refers-back", written: "\\1" }, "\\1"],
    [String.raw`(?<n>a)\k<n>`, { problem: "refers-back", written: "\\k<n>" }, "\\k<n>"],
    [String.raw`\u00e4`, { problem: "escape-unknown", written: "\\u00e4", right: "\\x{00e4}" }, "\\u00e4"],
    [String.raw`a\h`, { problem: "escape-unknown", written: "\\h", right: undefined }, "\\h"],
    [String.raw`a\p{Letter}`, { problem: "class-unknown", written: "\\p{Letter}" }, "\\p{Letter}"],
    ["a{1001}", { problem: "repeated-too-often", written: "{1001}", limit: 1000 }, "{1001}"],
    ["(a{100}){100}", { problem: "repeated-too-often", written: "{100}", limit: 1000 }, "{100}"],
    ["x{3,2}", { problem: "unread", words: "invalid repeat count" }, "{3,2}"],
    ["ab(", { problem: "unread", words: "missing closing )" }, "ab("],
    ["[a-z", { problem: "unread", words: "missing closing ]" }, "[a-z"],
  ])("%s", (source, facts, at) => {
    const pattern = linearPattern(source);
    if (!isRefusal(pattern)) throw new Error(`${source} was read`);
    expect(pattern.facts).toEqual(facts);
    expect(source.slice(pattern.start, pattern.end)).toBe(at);
  });

  it("what would be too large when its repetitions are written out", () => {
    expect(linearPattern("((a{1,30}){1,30})")).toMatchObject({
      facts: { problem: "too-large", limit: LARGEST_PATTERN },
    });
  });

  it("what it only looks like is read", () => {
    for (const source of [String.raw`\(\?=`, "[(?=]", String.raw`[\\]\\1`, String.raw`\[\d\](?:a)`]) read(source);
  });
});

describe("how patterns are read", () => {
  it.each([
    // Everywhere in the text, unless the pattern says where.
    ["b", "abc", true],
    ["^b", "abc", false],
    ["^abc$", "abc\n", false],
    ["(?m)^b$", "a\nb\nc", true],
    // Characters are code points.
    ["^.$", "\u{1f600}", true],
    ["^[\u{1f600}\u{1f601}]$", "\u{1f601}", true],
    [String.raw`^\x{1f600}$`, "\u{1f600}", true],
    ["^.$", "a\u0308", false],
    // Digits, letters of words and blanks are those of ASCII; beyond it there are the classes of Unicode.
    [String.raw`^\d$`, "٣", false],
    [String.raw`^\p{Nd}$`, "٣", true],
    [String.raw`^\w+$`, "Järvi", false],
    [String.raw`^[\p{L}\d]+$`, "Järvi2", true],
    [String.raw`^a\sb$`, "a\tb", true],
    [String.raw`^a\sb$`, "a\u00a0b", false],
    [String.raw`^a[\s\p{Z}]b$`, "a\u00a0b", true],
    [String.raw`\bJ`, "äJ", true],
    [String.raw`^\p{Greek}$`, "Ω", true],
    // A dot is anything but the end of a line.
    ["a.b", "a\nb", false],
    ["(?s)a.b", "a\nb", true],
    ["a.b", "a\rb", true],
    // Upper and lower case differ, unless the pattern says otherwise.
    ["abc", "ABC", false],
    ["(?i)abc", "ABC", true],
    ["(?i)äly", "ÄLY", true],
    ["(?i:a)b", "AB", false],
    ["[[:alpha:]]", "1a", true],
    ["", "", true],
  ])("%j in %j: %j", (source, text, expected) => {
    expect(read(source).test(text)).toBe(expected);
    expect(readByEngine(source).test(text)).toBe(expected);
  });

  it("JavaScript's engine is left only what it reads alike and in linear time", () => {
    const letter = fc.constantFrom(
      ..."aB1 -_,:ä€/",
      "\\.",
      "\\d",
      "\\[",
      "[a-z]",
      "[^0-9]",
      "[A-Za-z0-9 ._-]",
      "[ä-ö]",
    );
    const counted = fc.tuple(letter, fc.constantFrom("", "", "{2}", "{0}", "{12}")).map(([one, times]) => one + times);
    const repeated = fc
      .tuple(letter, fc.constantFrom("*", "+", "?", "{1,3}", "{2,}", ""))
      .map(([one, times]) => one + times);
    const many = fc.array(counted, { maxLength: 4 }).map((all) => all.join(""));
    const source = fc
      .tuple(fc.constantFrom("^", "^", ""), many, repeated, many, fc.constantFrom("$", ""))
      .map((all) => all.join(""));
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(..."aB1 -_,:ä€/.[z\n\r", "\u{1f600}", "\u2028"), maxLength: 12 }),
      fc.string({ maxLength: 8 }),
    );
    let plain = 0;
    fc.assert(
      fc.property(source, fc.array(text, { maxLength: 8 }), (written, texts) => {
        const pattern = read(written);
        if (!(pattern instanceof RegExp)) return;
        plain++;
        expect(analyse({ source: written, flags: "u" }).reports).toEqual([]);
        const other = readByEngine(written);
        for (const one of texts) expect([one, pattern.test(one)]).toEqual([one, other.test(one)]);
      }),
      { numRuns: 400 },
    );
    expect(plain).toBeGreaterThan(200);
  });

  it.each(["[0-9]+x", "^[0-9]+[a-z]+$", "^(?:a)", "^a.b", "^a|b", String.raw`^\s`, String.raw`^[\d]`, "^[[:alpha:]]"])(
    "%s is none of those",
    (source) => {
      expect(read(source)).not.toBeInstanceOf(RegExp);
    },
  );
});
