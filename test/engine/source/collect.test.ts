import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { messageOf } from "../../../engine/report/message-of.ts";
import { collector, hasErrors, MOST_PER_FILE } from "../../../engine/source/collect.ts";
import type { Diagnostic } from "../../../engine/source/diagnostic.ts";
import { lineCount, lineText, positionAt, spanText } from "../../../engine/source/line-index.ts";
import { nearest } from "../../../engine/source/nearest.ts";

const source = (text: string, path = "a.yaml") => ({ path, text });

describe("collected diagnostics", () => {
  test("come by path, then place, each once", () => {
    const collected = collector();
    const one = source("x".repeat(100), "b.yaml");
    const other = source("x".repeat(100), "a.yaml");
    for (const [text, start] of [
      [one, 5],
      [one, 2],
      [other, 9],
      [one, 5],
    ] as const) {
      collected.report("yaml-syntax", { source: text, start, end: start + 1 }, { problem: `at ${start}` });
    }
    collected.report("yaml-key-twice", { source: one, start: 2, end: 3 }, { key: "k" });
    expect(collected.diagnostics.map(({ span, code }) => [span.source.path, span.start, code])).toEqual([
      ["a.yaml", 9, "yaml-syntax"],
      ["b.yaml", 2, "yaml-key-twice"],
      ["b.yaml", 2, "yaml-syntax"],
      ["b.yaml", 5, "yaml-syntax"],
    ]);
  });
  test("carry the sentence, the facts and what was said beside them", () => {
    const collected = collector();
    const span = { source: source("abc"), start: 0, end: 1 };
    collected.report(
      "yaml-key-twice",
      span,
      { key: "k" },
      { severity: "warning", hints: ["Remove one."], related: [{ span, label: "here" }] },
    );
    expect(collected.diagnostics.map((fault) => ({ ...fault, message: messageOf(fault) }))).toEqual([
      {
        code: "yaml-key-twice",
        severity: "warning",
        span,
        message: '"k" stands here already',
        hints: ["Remove one."],
        related: [{ span, label: "here" }],
        facts: { key: "k" },
      },
    ]);
    expect(hasErrors(collected.diagnostics)).toBe(false);
  });
  test("beyond the limit the worst are kept and a note counts the rest", () => {
    const collected = collector();
    const long = source("x".repeat(1000));
    for (let start = 0; start < 300; start++)
      collected.report(
        "yaml-syntax",
        { source: long, start, end: start + 1 },
        { problem: "p" },
        { severity: start === 299 ? "error" : "warning" },
      );
    expect(collected.diagnostics).toHaveLength(MOST_PER_FILE + 1);
    expect(hasErrors(collected.diagnostics)).toBe(true);
    const last = collected.diagnostics.at(-1) as Diagnostic;
    expect({ ...last, message: messageOf(last) }).toMatchObject({
      code: "too-many-faults",
      severity: "note",
      message: "100 more in this file are not shown, since only the worst 200 are",
    });
  });
});

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

describe("the nearest right word", () => {
  const channels = ["MAIL", "EMAIL", "EDIFACT", "PAPER_INVOICE", "ELECTRONIC_INVOICE", "NO_SENDING"];
  test.each<[string, readonly string[], string | undefined]>([
    ["EINVOICE", channels, "ELECTRONIC_INVOICE"],
    ["E_MAIL", channels, "EMAIL"],
    ["EMIAL", channels, "EMAIL"],
    ["INVOICE_PAPER", channels, "PAPER_INVOICE"],
    ["electronicInvoice", channels, "ELECTRONIC_INVOICE"],
    ["custmer", ["customer", "costumer", "custom"], "customer"],
    ["Name", ["name", "number"], "name"],
    ["channel", ["invoiceChannel", "invoiceRows"], "invoiceChannel"],
    ["invoiceDate", ["date", "dueDate"], "date"],
    ["xyz", ["name", "number"], undefined],
    ["id", ["is", "in"], undefined],
    ["", ["a"], undefined],
    ["name", [], undefined],
    ["name", ["name"], undefined],
  ])("%s among %j is %s", (word, candidates, found) => expect(nearest(word, candidates)).toBe(found));
  test("one slip of the fingers is always found", () => {
    const word = fc.stringMatching(/^[a-z]{6,14}$/);
    fc.assert(
      fc.property(word, fc.nat(), (right, at) => {
        const place = at % (right.length - 1);
        const swapped = right.slice(0, place) + right[place + 1] + right[place] + right.slice(place + 2);
        const dropped = right.slice(0, place) + right.slice(place + 1);
        for (const wrong of [swapped, dropped, `${right}x`])
          if (wrong !== right) expect(nearest(wrong, ["___", right])).toBe(right);
      }),
    );
  });
});
