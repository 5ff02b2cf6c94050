import { isDecimal, toText } from "../value/decimal.ts";
import type { Value } from "../value/value.ts";
import { valueAt } from "./path.ts";

/** Text with `{holes}`; a hole is a path. */
export interface Template {
  readonly text: string;
  readonly pieces: readonly (string | { readonly hole: string })[];
}

export function template(text: string): Template {
  const pieces: (string | { hole: string })[] = [];
  let at = 0;
  for (const match of text.matchAll(/\{([^{}]+)\}/g)) {
    if (match.index > at) pieces.push(text.slice(at, match.index));
    pieces.push({ hole: (match[1] ?? "").trim() });
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push(text.slice(at));
  return { text, pieces };
}

export function holesOf(template: Template): readonly string[] {
  return template.pieces.flatMap((piece) => (typeof piece === "string" ? [] : [piece.hole]));
}

/** Fills the holes; undefined when one has no value. `encode` is applied to what fills them. */
export function fill(
  template: Template,
  valueFor: (hole: string) => Value,
  encode: (text: string) => string = (text) => text,
): string | undefined {
  let result = "";
  for (const piece of template.pieces) {
    if (typeof piece === "string") {
      result += piece;
      continue;
    }
    const text = plainText(valueFor(piece.hole));
    if (text === undefined) return undefined;
    result += encode(text);
  }
  return result;
}

/** The first hole without a value. */
export function emptyHole(template: Template, valueFor: (hole: string) => Value): string | undefined {
  return holesOf(template).find((hole) => plainText(valueFor(hole)) === undefined);
}

/** Text, number or bool as it stands in a URL; undefined for what is absent, empty or not plain. */
export function plainText(value: Value): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  if (typeof value === "boolean") return String(value);
  if (isDecimal(value)) return toText(value);
  return undefined;
}

/** Holes are paths in this record. */
export function holesIn(record: Value): (hole: string) => Value {
  return (hole) => valueAt(record, hole);
}
