import type { Span } from "../../source/span.ts";
import type { YamlScalar } from "../../source/yaml-tree.ts";

/** A text of the language with the way back to where it was written. Offsets are UTF-16 units of `text`. */
export interface LocatedText {
  readonly text: string;
  /** The source span of `text.slice(start, end)`; exact in every YAML style. */
  readonly span: (start: number, end: number) => Span;
}

/** The text of a YAML scalar, decoded; spans lead back through escapes and folded lines. */
export function locatedText(node: YamlScalar): LocatedText {
  const { source } = node.span;
  return {
    text: node.text,
    span(start, end) {
      const from = node.offsetAt(start);
      return { source, start: from, end: end > start ? endOffset(node, end) : from };
    },
  };
}

/** A stretch of a located text, e.g. what follows `in` in `row in rows`. */
export function slice(text: LocatedText, start: number, end: number = text.text.length): LocatedText {
  return { text: text.text.slice(start, end), span: (from, to) => text.span(start + from, start + to) };
}

/** Folding leaves white space between two neighbours; it belongs to neither. An escape belongs to the unit before. */
function endOffset(node: YamlScalar, end: number): number {
  const last = node.offsetAt(end - 1);
  const next = node.offsetAt(end);
  const trimmed = node.span.source.text.slice(last, next).trimEnd();
  return last + Math.max(1, trimmed.length);
}
