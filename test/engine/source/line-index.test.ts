import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineCount, lineText, positionAt, spanText } from "../../../engine/source/line-index.ts";

const source = (text: string, path = "a.yaml") => ({ path, text });

describe("lines and columns", () => {
  test("CR, LF and CRLF each end one line", () => {
    const text = source("a\nb\r\nc\rd");
    expect([0, 1, 2, 3, 5, 6, 7, 8].map((offset) => Object.values(positionAt(text, offset)))).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
      [2, 2],
      [3, 1],
      [3, 2],
      [4, 1],
      [4, 2],
    ]);
    expect([1, 2, 3, 4, 5].map((line) => lineText(text, line))).toEqual(["a", "b", "c", "d", ""]);
    expect(lineCount(text)).toBe(4);
  });
  test("columns are UTF-16 units, and offsets behind the end are the end", () => {
    expect(positionAt(source("👩x"), 2)).toEqual({ line: 1, column: 3 });
    expect(positionAt(source("ab"), 99)).toEqual({ line: 1, column: 3 });
    expect(spanText({ source: source("abc"), start: 1, end: 2 })).toBe("b");
  });
  test("a place leads back to its offset", () => {
    const texts = fc.array(fc.constantFrom("a", "\n", "\r", "å", "\r\n")).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(texts, fc.nat(60), (text, at) => {
        const offset = Math.min(at, text.length);
        const { line, column } = positionAt(source(text), offset);
        const lines = text.split(/(?<=\n|\r(?!\n))/);
        expect(lines.slice(0, line - 1).join("").length + column - 1).toBe(offset);
      }),
    );
  });
});
