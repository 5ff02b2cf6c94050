import type { Position, SourceText, Span } from "./span.ts";

const startsOf = new WeakMap<SourceText, readonly number[]>();

/** Offsets past the end count as the end. */
export function positionAt(source: SourceText, offset: number): Position {
  const starts = lineStarts(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: Math.min(offset, source.text.length) - (starts[low] as number) + 1 };
}

export function spanText(span: Span): string {
  return span.source.text.slice(span.start, span.end);
}

/** The text of a line (counted from 1) without its line break; empty when there is no such line. */
export function lineText(source: SourceText, line: number): string {
  const starts = lineStarts(source);
  const start = starts[line - 1];
  if (start === undefined) return "";
  const end = starts[line] ?? source.text.length;
  return source.text.slice(start, end).replace(/(?:\r\n|\r|\n)$/, "");
}

/** How many lines the text has; a break at its end opens one more. */
export function lineCount(source: SourceText): number {
  return lineStarts(source).length;
}

function lineStarts(source: SourceText): readonly number[] {
  const known = startsOf.get(source);
  if (known !== undefined) return known;
  const starts = [0];
  for (const found of source.text.matchAll(/\r\n|\r|\n/g)) starts.push(found.index + found[0].length);
  startsOf.set(source, starts);
  return starts;
}
