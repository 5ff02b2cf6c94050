import { describe, expect, test } from "vitest";
import { hintsOf, messageOf } from "../../../engine/report/message-of.ts";
import { collector, hasErrors, MOST_PER_FILE } from "../../../engine/source/collect.ts";
import type { Diagnostic } from "../../../engine/source/diagnostic.ts";
import { hintSaid } from "../report/said-as-given.ts";

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
      collected.report(
        "yaml-syntax",
        { source: text, start, end: start + 1 },
        { problem: "unread", words: `at ${start}` },
      );
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
      { severity: "warning", hints: [hintSaid("Remove one.")], related: [{ span, label: "here" }] },
    );
    expect(
      collected.diagnostics.map((fault) => ({ ...fault, message: messageOf(fault), hints: hintsOf(fault) })),
    ).toEqual([
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
        { problem: "unread", words: "p" },
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
