import type { Report } from "../../source/diagnostic.ts";
import type { Expr, TemplateText } from "./ast.ts";
import { type LocatedText, slice } from "./located-text.ts";

type Parse = (text: LocatedText, report: Report) => Expr;

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", '"': '"', "\\": "\\" };

/**
 * The inside of a quoted text: escapes (where YAML has not done them already), `{{` and `}}`, and holes.
 * `offset` is added to the places inside holes, so that they count in the text that holds the quotes.
 */
export function decodeText(
  text: LocatedText,
  report: Report,
  parse: Parse,
  style: "plain" | "escaped",
  offset = 0,
): Extract<Expr, { kind: "text" }> | TemplateText {
  const source = text.text;
  const parts: (string | Expr)[] = [];
  let current = "";
  let index = 0;
  const keep = (characters: string, length: number) => {
    current += characters;
    index += length;
  };
  while (index < source.length) {
    const here = source[index] ?? "";
    if (here === "\\" && style === "escaped") {
      keep(unescaped(text, index, report), 2);
    } else if ((here === "{" || here === "}") && source[index + 1] === here) {
      keep(here, 2);
    } else if (here === "}") {
      report("brace-lonely", text.span(index, index + 1), {});
      keep(here, 1);
    } else if (here === "{") {
      const end = endOfHole(source, index + 1);
      if (current !== "") parts.push(current);
      current = "";
      parts.push(hole(text, index, end, report, parse, offset));
      index = end + 1;
    } else {
      keep(here, 1);
    }
  }
  const place = { start: offset, end: offset + source.length };
  if (parts.length === 0) return { kind: "text", value: current, ...place };
  if (current !== "") parts.push(current);
  return { kind: "template", parts, ...place };
}

function unescaped(text: LocatedText, index: number, report: Report): string {
  const letter = text.text[index + 1] ?? "";
  const character = ESCAPES[letter];
  if (character !== undefined) return character;
  report("escape-unknown", text.span(index, index + 2), { escape: `\\${letter}` });
  return letter;
}

/** The closing brace; braces inside (of a `match`) pair up. Without one the hole takes the rest. */
function endOfHole(source: string, start: number): number {
  let depth = 0;
  for (let index = start; index < source.length; index++) {
    if (source[index] === "{") depth++;
    if (source[index] === "}" && depth-- === 0) return index;
  }
  return source.length;
}

function hole(text: LocatedText, open: number, end: number, report: Report, parse: Parse, offset: number): Expr {
  const nothing: Expr = { kind: "hole", start: offset + open, end: offset + end };
  if (end >= text.text.length) {
    report("hole-open", text.span(open, text.text.length), {});
    return nothing;
  }
  if (text.text.slice(open + 1, end).trim() === "") {
    report("hole-empty", text.span(open, end + 1), {});
    return nothing;
  }
  return moved(parse(slice(text, open + 1, end), report), offset + open + 1);
}

/** The same expression with every place moved on. */
export function moved<T>(node: T, by: number): T {
  if (by === 0) return node;
  const copy = (value: unknown, key: string): unknown => {
    if (typeof value === "number" && /start$|end$/i.test(key)) return value + by;
    if (Array.isArray(value)) return value.map((item) => copy(item, ""));
    if (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copy(inner, name)]));
    }
    return value;
  };
  return copy(node, "") as T;
}
