import type { Pair } from "yaml";
import type { Report } from "./diagnostic.ts";
import { spanText } from "./line-index.ts";
import type { SourceText, Span } from "./span.ts";
import { yamlParser } from "./yaml-parser.ts";

/**
 * In `{ value: round(net, 2) }` YAML sees a key `2)`. Each run of keys without a colon is reported once; the entry before
 * it, whose value was cut, goes too when its round brackets show that it makes no sense alone.
 */
export function withoutCuts(source: SourceText, report: Report, pairs: readonly Pair[], around: Span): readonly Pair[] {
  const { isScalar } = yamlParser();
  const kept: Pair[] = [];
  let run: Pair[] = [];
  for (const pair of [...pairs, undefined]) {
    if (pair !== undefined && isKeyOnly(pair)) {
      run.push(pair);
      continue;
    }
    const [first, last] = [run[0], run.at(-1)];
    if (first !== undefined && last !== undefined) {
      const before = kept.at(-1);
      if (before !== undefined && isScalar(before.value) && opensCall(String(before.value.source ?? ""))) kept.pop();
      reportCut(report, { source, start: rangeOf(first.key)[0], end: rangeOf(last.key)[1] }, around);
    }
    run = [];
    if (pair !== undefined) kept.push(pair);
  }
  return kept;
}

function isKeyOnly(pair: Pair): boolean {
  const marks = pair.srcToken?.sep ?? [];
  return (
    yamlParser().isScalar(pair.key) &&
    pair.srcToken !== undefined &&
    !marks.some((part) => part.type === "map-value-ind")
  );
}

function rangeOf(node: unknown): readonly [number, number] {
  const range = yamlParser().isScalar(node) ? node.range : undefined;
  return [range?.[0] ?? 0, range?.[1] ?? 0];
}

/** More round brackets opened than closed: a comma has cut a call such as `round(net, 2)` in two. */
export function opensCall(text: string): boolean {
  return text.includes("(") && bracketsLeft(text) > 0;
}

export function closesCall(text: string): boolean {
  return text.includes(")") && bracketsLeft(text) < 0;
}

function bracketsLeft(text: string): number {
  const bare = text.replace(/"[^"]*"/g, "");
  return bare.split("(").length - bare.split(")").length;
}

export function reportCut(report: Report, piece: Span, around: Span): void {
  const related = [{ span: { ...around, end: around.start + 1 }, label: "opened here" }];
  report("yaml-comma-cut", piece, { piece: `"${spanText(piece)}"` }, { related });
}
