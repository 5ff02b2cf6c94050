import type { CST } from "yaml";

/** How a scalar is written, as the YAML parser says it. */
export type ScalarToken =
  | Pick<CST.FlowScalar, "type" | "offset" | "source">
  | Pick<CST.BlockScalar, "type" | "offset" | "indent" | "props" | "source">;

/** A scalar's text together with the source offset of each of its UTF-16 units. */
export interface DecodedScalar {
  readonly text: string;
  readonly offsets: readonly number[];
  /** Where the content ends in the source: before a closing quote, behind the last character of a block's last line. */
  readonly end: number;
}

interface Line {
  readonly start: number;
  readonly text: string;
}

/**
 * Decodes a scalar's source by YAML 1.2's rules and notes where each character came from. An escape maps to its backslash,
 * a folded line break to the end of the line's visible text. The caller compares `text` with what the YAML parser read and
 * gives up the offsets when they differ, so that a caret is never wrong.
 */
export function decodeScalar(token: ScalarToken): DecodedScalar {
  const decoding = new Decoding();
  if (token.type === "block-scalar") return decodeBlock(token, decoding);
  if (token.type === "double-quoted-scalar") return decodeDouble(token.source, token.offset, decoding);
  if (token.type === "single-quoted-scalar") return decodeSingle(token.source, token.offset, decoding);
  decodeFolded(token.source, token.offset, decoding, (text, start) => decoding.copy(text, start));
  return decoding.done(token.offset + token.source.length);
}

class Decoding {
  #text = "";
  readonly #offsets: number[] = [];

  copy(text: string, start: number): void {
    this.#text += text;
    for (let index = 0; index < text.length; index++) this.#offsets.push(start + index);
  }

  /** Text that stands in the source as something else, all of it at one offset. */
  put(text: string, offset: number): void {
    this.#text += text;
    for (let index = 0; index < text.length; index++) this.#offsets.push(offset);
  }

  done(end: number): DecodedScalar {
    return { text: this.#text, offsets: this.#offsets, end };
  }
}

function linesOf(source: string, start: number): readonly Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (const found of source.matchAll(/\r?\n/g)) {
    lines.push({ start: start + from, text: source.slice(from, found.index) });
    from = found.index + found[0].length;
  }
  lines.push({ start: start + from, text: source.slice(from) });
  return lines;
}

/** Line folding of plain and single-quoted scalars: one break is a space, n breaks are n - 1 line feeds. */
function decodeFolded(
  source: string,
  start: number,
  decoding: Decoding,
  copy: (text: string, start: number) => void,
): void {
  const lines = linesOf(source, start);
  let breaks = 0;
  let foldAt = start;
  lines.forEach((line, index) => {
    const indent = index === 0 ? 0 : (/^[ \t]*/.exec(line.text)?.[0].length ?? 0);
    const last = index === lines.length - 1;
    const text = last ? line.text.slice(indent) : withoutBlanksBehind(line.text.slice(indent));
    if (index > 0 && (text !== "" || last)) decoding.put(breaks === 1 ? " " : "\n".repeat(breaks - 1), foldAt);
    if (text !== "" || index === 0 || last) {
      copy(text, line.start + indent);
      foldAt = line.start + indent + text.length;
      breaks = 0;
    }
    breaks++;
  });
}

function withoutBlanksBehind(text: string): string {
  let end = text.length;
  while (text[end - 1] === " " || text[end - 1] === "\t") end--;
  return text.slice(0, end);
}

function decodeSingle(source: string, start: number, decoding: Decoding): DecodedScalar {
  const end = start + source.length - 1;
  decodeFolded(source.slice(1, -1), start + 1, decoding, (text, from) => {
    let copied = 0;
    for (const pair of text.matchAll(/''/g)) {
      decoding.copy(text.slice(copied, pair.index + 1), from + copied);
      copied = pair.index + 2;
    }
    decoding.copy(text.slice(copied), from + copied);
  });
  return decoding.done(end);
}

const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  N: "\u0085",
  _: "\u00a0",
  L: "\u2028",
  P: "\u2029",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  "\t": "\t",
};

// In this order: an escaped line break with the indent after it; a code point; another escape; line breaks with the blanks
// around them; blanks alone; anything else.
const DOUBLE_PIECES =
  /\\\r?\n[ \t]*|\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})|\\[\s\S]|(?:\r?\n[ \t]*)+|[ \t]+(?:\r?\n[ \t]*)*|[^\\ \t\r\n]+|\r/g;

function decodeDouble(source: string, start: number, decoding: Decoding): DecodedScalar {
  const body = source.slice(1, -1);
  for (const { 0: piece, index } of body.matchAll(DOUBLE_PIECES)) {
    const offset = start + 1 + index;
    if (piece.startsWith("\\")) decoding.put(unescaped(piece), offset);
    else if (piece.includes("\n"))
      decoding.put(piece.split("\n").length === 2 ? " " : "\n".repeat(piece.split("\n").length - 2), offset);
    else decoding.copy(piece, offset);
  }
  return decoding.done(start + source.length - 1);
}

function unescaped(piece: string): string {
  const kind = piece[1] as string;
  if (kind === "\n" || kind === "\r") return "";
  if (piece.length === 2) return ESCAPES[kind] ?? piece;
  const point = Number.parseInt(piece.slice(2), 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : piece;
}

function decodeBlock(token: Extract<ScalarToken, { type: "block-scalar" }>, decoding: Decoding): DecodedScalar {
  const header = token.props.find((part) => part.type === "block-scalar-header");
  const opening = token.props.at(-1);
  const mark = header !== undefined && "source" in header ? header.source : "";
  const start = opening !== undefined && "source" in opening ? opening.offset + opening.source.length : token.offset;
  const lines = linesOf(token.source, start);
  // The source ends with a line break, so that the last of the pieces is no line of its own.
  const content = lines.at(-1)?.text === "" ? lines.slice(0, -1) : lines;
  const indent = blockIndent(content, token.indent, Number(/[1-9]/.exec(mark)?.[0] ?? 0));
  let kept = content.length;
  while (kept > 0 && isBlank(content[kept - 1], indent)) kept--;
  if (mark.startsWith(">")) foldBlock(content.slice(0, kept), indent, decoding);
  else copyBlock(content.slice(0, kept), indent, decoding);
  const last = content[kept - 1];
  if (mark.includes("+")) {
    for (const line of content.slice(Math.max(kept - 1, 0))) decoding.put("\n", lineEnd(line));
    return decoding.done(start + token.source.length);
  }
  if (last === undefined) return decoding.done(start);
  if (!mark.includes("-")) decoding.put("\n", lineEnd(last));
  // Not behind the break: a caret at the end of a rule belongs behind its last word.
  return decoding.done(lineEnd(last));
}

/** Given by the header, or that of the first line that has text. */
function blockIndent(lines: readonly Line[], parent: number, given: number): number {
  if (given > 0) return parent + given;
  const first = lines.find((line) => /[^ ]/.test(line.text));
  return first === undefined ? Number.POSITIVE_INFINITY : first.text.length - first.text.replace(/^ +/, "").length;
}

function isBlank(line: Line | undefined, indent: number): boolean {
  return line === undefined || (/^ *$/.test(line.text) && line.text.length <= indent);
}

function lineEnd(line: Line): number {
  return line.start + line.text.length;
}

function copyBlock(lines: readonly Line[], indent: number, decoding: Decoding): void {
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    if (before !== undefined) decoding.put("\n", lineEnd(before));
    decoding.copy(line.text.slice(indent), line.start + indent);
  });
}

/** Breaks between two lines of plain text fold; breaks around a line that starts with a blank stay. */
function foldBlock(lines: readonly Line[], indent: number, decoding: Decoding): void {
  let before: Line | undefined;
  let empty: Line[] = [];
  for (const line of lines) {
    if (isBlank(line, indent)) {
      empty.push(line);
      continue;
    }
    if (before === undefined) for (const one of empty) decoding.put("\n", lineEnd(one));
    else if (isSpaced(before, indent) || isSpaced(line, indent)) {
      for (const one of [before, ...empty]) decoding.put("\n", lineEnd(one));
    } else if (empty.length === 0) decoding.put(" ", lineEnd(before));
    else for (const one of empty) decoding.put("\n", lineEnd(one));
    decoding.copy(line.text.slice(indent), line.start + indent);
    before = line;
    empty = [];
  }
}

function isSpaced(line: Line, indent: number): boolean {
  return /[ \t]/.test(line.text.charAt(indent));
}
