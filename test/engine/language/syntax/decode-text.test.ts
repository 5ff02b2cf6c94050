import { describe, expect, it } from "vitest";
import { decodeText, moved } from "../../../../engine/language/syntax/decode-text.ts";
import { parseExpression } from "../../../../engine/language/syntax/parse.ts";
import { located } from "../fixture.ts";

function decode(text: string, style: "plain" | "escaped", offset = 0) {
  const faults: string[] = [];
  const report = (code: string, span: { start: number; end: number }) =>
    void faults.push(`${code} at ${text.slice(span.start, span.end)}`);
  return { decoded: decodeText(located(text), report, parseExpression, style, offset), faults };
}

describe("the inside of a quoted text", () => {
  it("is a text where it has no hole: escapes and doubled braces are read", () => {
    const { decoded, faults } = decode(String.raw`a\n\"b\" {{c}}`, "escaped");
    expect(decoded).toMatchObject({ kind: "text", value: 'a\n"b" {c}' });
    expect(faults).toEqual([]);
  });

  it("keeps backslashes where YAML has read the escapes already", () => {
    expect(decode(String.raw`a\n`, "plain").decoded).toMatchObject({ value: String.raw`a\n` });
  });

  it("is texts and expressions by turns, each with its place in the whole", () => {
    const { decoded } = decode("to {name}!", "plain", 5);
    expect(decoded).toMatchObject({
      kind: "template",
      parts: ["to ", { kind: "name", name: "name", start: 9, end: 13 }, "!"],
      start: 5,
      end: 15,
    });
  });

  it("may hold a match, whose braces pair up", () => {
    expect(decode("{match a { X => 1, _ => 2 }}.", "plain").decoded).toMatchObject({ parts: [{ kind: "match" }, "."] });
  });

  it.each([
    ["a } b", "brace-lonely at }"],
    ["a {b", "hole-open at {b"],
    ["a { } b", "hole-empty at { }"],
    [String.raw`a\q`, String.raw`escape-unknown at \q`],
  ])("%s has one fault: %s", (text, fault) => {
    expect(decode(text, "escaped").faults).toEqual([fault]);
  });
});

describe("an expression moved on", () => {
  it("has every place moved, and nothing else", () => {
    const expr = parseExpression(located("a.b == 2"), () => undefined);
    const there = moved(expr, 10);
    expect(there).toMatchObject({
      start: 10,
      end: 18,
      opStart: 14,
      left: { nameStart: 12, name: "b" },
      right: { value: 2 },
    });
    expect(moved(expr, 0)).toBe(expr);
  });
});
