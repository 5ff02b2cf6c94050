import { positionAt } from "./line-index.ts";
import type { Span } from "./span.ts";

/** `mappings/a/b.yaml:12:3`, which terminals and editors open with a click. */
export function placeOf(span: Span): string {
  const { line, column } = positionAt(span.source, span.start);
  return `${span.source.path}:${line}:${column}`;
}
