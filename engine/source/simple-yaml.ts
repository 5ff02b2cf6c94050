import { decodeScalar, type ScalarToken } from "./decode-scalar.ts";
import { opensCall } from "./flow-cut.ts";
import { offsetsOf } from "./scalar-offsets.ts";
import type { SourceText, Span } from "./span.ts";
import {
  RESERVED_KEYS,
  type YamlEntry,
  type YamlList,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "./yaml-tree.ts";

/**
 * Reads the YAML that these files are nearly always written in: maps and lists by indent, scalars on one line, `|` texts,
 * `{ }` and `[ ]`. Undefined for everything else, and for whatever is wrong or doubtful: that is left to the YAML parser,
 * which takes twenty times as long and knows all faults. What this does read it reads as the parser does, place by place.
 */
export function readSimpleYaml(source: SourceText): YamlNode | undefined {
  if (UNUSUAL.test(source.text)) return undefined;
  try {
    return new SimpleYaml(source).document();
  } catch (thrown) {
    if (thrown === NOT_SIMPLE) return undefined;
    throw thrown;
  }
}

const NOT_SIMPLE = Symbol("not simple");
const DEEPEST = 50;
const LONGEST_KEY = 1000;
const UNUSUAL = /[\t\r\ufeff]/;

const KEY = /[\w.$\u00c0-\u024f][^\n:#]*(?=:[ \n])/y;
const PLAIN = /(?:[^-?:,[\]{}#&*!|>'"%@`\s]|-(?! |$))[^\n]*/my;
const PLAIN_IN_FLOW = /(?:[^-?:,[\]{}#&*!|>'"%@`\s]|-(?![\s,[\]{}]))(?:[^\n,[\]{}:#]|:(?![\s,[\]{}]))*/y;
const DOUBLE = /"(?:[^"\\\n]|\\[nrt"\\/])*"/y;
const SINGLE = /'(?:[^'\n]|'')*'/y;
const REST_OF_LINE = / *(?:(?<= )#.*)?$/my;
const LITERAL = /\|-?$/my;
const LINE = /^( *)(.*)\n/my;

/** The core schema's other numbers (`0x1F`, `1e5`, `.inf`) are left to the parser. */
const NUMBER = /^[-+]?(?:\d{1,15}|\d+\.\d+)$/;
const OTHER_NUMBER = /^[-+]?\.?\d[\dxoa-f.]*(?:e[-+]?\d+)?$|^[-+]?\.(?:inf|nan)$/i;
const CONSTANTS = new Map<string, boolean | null>([
  ...["~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
]);

class SimpleYaml {
  readonly #source: SourceText;
  readonly #text: string;
  /** Inside a block the place of what comes next; its column is that of the block it begins or goes on with. */
  #at = 0;
  #column = 0;

  constructor(source: SourceText) {
    this.#source = source;
    this.#text = source.text;
  }

  document(): YamlNode {
    this.#toContent();
    const root = this.#column === 0 ? this.#block(0) : undefined;
    if (root === undefined || this.#at < this.#text.length) throw NOT_SIMPLE;
    return root;
  }

  /** From the beginning of a line to the next thing that is no blank and no comment; column -1 at the end of the text. */
  #toContent(): void {
    for (let line = this.#at; line < this.#text.length; line = this.#lineEnd(line) + 1) {
      let at = line;
      while (this.#text[at] === " ") at++;
      const first = this.#text[at];
      if (first === undefined || first === "\n" || first === "#") continue;
      this.#at = at;
      this.#column = at - line;
      return;
    }
    this.#at = this.#text.length;
    this.#column = -1;
  }

  #lineEnd(from: number): number {
    const end = this.#text.indexOf("\n", from);
    return end < 0 ? this.#text.length : end;
  }

  /** Over what may stand behind a value on its line, to what comes next. */
  #endLine(): void {
    this.#take(REST_OF_LINE);
    this.#at++;
    this.#toContent();
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) throw NOT_SIMPLE;
    this.#at += found.length;
    return found;
  }

  #block(depth: number): YamlMap | YamlList {
    if (depth > DEEPEST) throw NOT_SIMPLE;
    return this.#beginsItem() ? this.#list(depth) : this.#map(depth);
  }

  #beginsItem(): boolean {
    return this.#text[this.#at] === "-" && this.#text[this.#at + 1] === " ";
  }

  #map(depth: number): YamlMap {
    const column = this.#column;
    const start = this.#at;
    const entries: YamlEntry[] = [];
    const names = new Set<string>();
    while (this.#column === column) {
      const key = this.#key(KEY, false, names);
      entries.push({ key, value: this.#blockValue(column, depth) });
    }
    if (this.#column > column) throw NOT_SIMPLE;
    return { kind: "map", span: this.#span(start, entries.at(-1)?.value.span.end ?? start), entries };
  }

  #key(pattern: RegExp, inFlow: boolean, names: Set<string>): YamlScalar {
    const start = this.#at;
    const key = this.#quoted(inFlow) ?? this.#plain(start, this.#take(pattern), inFlow);
    if (names.has(key.text)) throw NOT_SIMPLE;
    names.add(key.text);
    this.#takeColon(key);
    return key;
  }

  #takeColon({ text }: YamlScalar): void {
    if (RESERVED_KEYS.has(text) || text.length > LONGEST_KEY) throw NOT_SIMPLE;
    // A blank before the colon is left over here, and so refused.
    if (this.#text[this.#at] !== ":" || !/[ \n]/.test(this.#text[this.#at + 1] ?? "")) throw NOT_SIMPLE;
    this.#at++;
  }

  /** What stands behind a colon: on the same line, or below it. */
  #blockValue(column: number, depth: number): YamlNode {
    while (this.#text[this.#at] === " ") this.#at++;
    const start = this.#at;
    const first = this.#text[start];
    if (first !== "\n" && first !== "#" && first !== undefined) return this.#onLine(column, depth);
    this.#endLine();
    if (this.#column > column) return this.#block(depth + 1);
    if (this.#column === column && this.#beginsItem()) return this.#list(depth + 1);
    return this.#scalar(start, start, "", null, "plain", false);
  }

  /** A value that begins on the line of its key or dash, up to what comes next. */
  #onLine(column: number, depth: number): YamlNode {
    const first = this.#text[this.#at];
    if (first === "|") return this.#literal(column);
    const value =
      first === "{" || first === "["
        ? this.#flow(column, depth + 1)
        : (this.#quoted(false) ?? this.#plainOnLine(this.#at, this.#take(PLAIN)));
    this.#endLine();
    return value;
  }

  #list(depth: number): YamlList {
    const column = this.#column;
    const start = this.#at;
    const items: YamlNode[] = [];
    while (this.#column === column && this.#beginsItem()) items.push(this.#item(column, depth));
    if (this.#column > column) throw NOT_SIMPLE;
    return { kind: "list", span: this.#span(start, items.at(-1)?.span.end ?? start), items };
  }

  #item(column: number, depth: number): YamlNode {
    const dash = this.#at++;
    while (this.#text[this.#at] === " ") this.#at++;
    if (!this.#beginsEntry()) return this.#onLine(column, depth);
    this.#column = column + this.#at - dash;
    return this.#block(depth + 1);
  }

  #beginsEntry(): boolean {
    KEY.lastIndex = this.#at;
    return KEY.test(this.#text);
  }

  #literal(column: number): YamlScalar {
    const start = this.#at;
    const header = this.#take(LITERAL);
    const lines: string[] = [];
    const first = this.#at + 1;
    let [indent, kept, end] = [0, 0, first];
    this.#at = first;
    while (this.#at < this.#text.length) {
      LINE.lastIndex = this.#at;
      const [line, blanks = "", rest = ""] = LINE.exec(this.#text) ?? [];
      if (line === undefined) throw NOT_SIMPLE;
      if (rest !== "" && blanks.length <= column) break;
      if (rest === "" ? blanks.length > indent : blanks.length < indent) throw NOT_SIMPLE;
      if (rest !== "" && indent === 0) indent = blanks.length;
      lines.push(line.slice(indent, -1));
      this.#at += line.length;
      if (rest !== "") [kept, end] = [lines.length, this.#at - 1];
    }
    if (kept === 0) throw NOT_SIMPLE;
    const text = lines.slice(0, kept).join("\n") + (header === "|" ? "\n" : "");
    this.#toContent();
    return this.#scalar(start, end, text, text, "literal", false, {
      type: "block-scalar",
      offset: start,
      indent: column,
      props: [
        { type: "block-scalar-header", offset: start, indent: column, source: header },
        lineBreak(first - 1, column),
      ],
      source: this.#text.slice(first, end + 1),
    });
  }

  #flow(column: number, depth: number): YamlMap | YamlList {
    if (depth > DEEPEST) throw NOT_SIMPLE;
    return this.#text[this.#at] === "{" ? this.#flowMap(column, depth) : this.#flowList(column, depth);
  }

  #flowMap(column: number, depth: number): YamlMap {
    const start = this.#at;
    const entries: YamlEntry[] = [];
    const names = new Set<string>();
    this.#flowParts(column, "}", () => {
      const key = this.#key(PLAIN_IN_FLOW, true, names);
      this.#flowBlank(column);
      entries.push({ key, value: this.#flowValue(column, depth) });
    });
    return { kind: "map", span: this.#span(start, this.#at), entries };
  }

  #flowList(column: number, depth: number): YamlList {
    const start = this.#at;
    const items: YamlNode[] = [];
    this.#flowParts(column, "]", () => items.push(this.#flowItem(column, depth)));
    return { kind: "list", span: this.#span(start, this.#at), items };
  }

  /** `[a: b]` holds a map of one entry without braces. */
  #flowItem(column: number, depth: number): YamlNode {
    const key = this.#flowValue(column, depth);
    if (this.#text[this.#at] !== ":" || key.kind !== "scalar") return key;
    this.#takeColon(key);
    this.#flowBlank(column);
    const value = this.#flowValue(column, depth + 1);
    return { kind: "map", span: this.#span(key.span.start, value.span.end), entries: [{ key, value }] };
  }

  #flowParts(column: number, closing: string, part: () => void): void {
    this.#at++;
    this.#flowBlank(column);
    while (this.#text[this.#at] !== closing) {
      part();
      this.#flowBlank(column);
      if (this.#text[this.#at] === closing) break;
      if (this.#text[this.#at++] !== ",") throw NOT_SIMPLE;
      this.#flowBlank(column);
    }
    this.#at++;
  }

  #flowValue(column: number, depth: number): YamlNode {
    const first = this.#text[this.#at];
    if (first === "{" || first === "[") return this.#flow(column, depth + 1);
    const start = this.#at;
    const value = this.#quoted(true) ?? this.#plain(start, this.#take(PLAIN_IN_FLOW), true);
    // A comma may have cut a call in two.
    if (value.style === "plain" && opensCall(value.text)) throw NOT_SIMPLE;
    return value;
  }

  /** Blanks, and line breaks if what follows them is indented more than the block around. */
  #flowBlank(column: number): void {
    while (this.#text[this.#at] === " ") this.#at++;
    if (this.#text[this.#at] !== "\n" && this.#text[this.#at] !== "#") return;
    this.#endLine();
    if (this.#column <= column) throw NOT_SIMPLE;
  }

  #quoted(inFlow: boolean): YamlScalar | undefined {
    const start = this.#at;
    const mark = this.#text[start];
    if (mark !== '"' && mark !== "'") return undefined;
    const source = this.#take(mark === '"' ? DOUBLE : SINGLE);
    const token: ScalarToken =
      mark === '"'
        ? { type: "double-quoted-scalar", offset: start, source }
        : { type: "single-quoted-scalar", offset: start, source };
    const text = /['\\]/.test(source.slice(1, -1)) ? decodeScalar(token).text : source.slice(1, -1);
    return this.#scalar(start, this.#at, text, text, mark === '"' ? "double" : "single", inFlow, token);
  }

  /** A plain scalar of a block, which may hold commas and brackets, up to a comment. */
  #plainOnLine(start: number, line: string): YamlScalar {
    const comment = line.indexOf(" #");
    const written = comment < 0 ? line : line.slice(0, comment);
    if (written.includes(": ") || written.trimEnd().endsWith(":")) throw NOT_SIMPLE;
    return this.#plain(start, written, false);
  }

  #plain(start: number, written: string, inFlow: boolean): YamlScalar {
    let end = start + written.length;
    while (this.#text[end - 1] === " ") end--;
    this.#at = end;
    const text = this.#text.slice(start, end);
    return this.#scalar(start, end, text, coreValue(text), "plain", inFlow);
  }

  #scalar(
    start: number,
    end: number,
    text: string,
    value: YamlScalar["value"],
    style: YamlScalar["style"],
    inFlow: boolean,
    token?: ScalarToken,
  ): YamlScalar {
    const span = this.#span(start, end);
    return { kind: "scalar", span, text, value, style, inFlow, offsetAt: offsetsOf(span, text, token) };
  }

  #span(start: number, end: number): Span {
    return { source: this.#source, start, end };
  }
}

function coreValue(text: string): YamlScalar["value"] {
  const constant = CONSTANTS.get(text);
  if (constant !== undefined) return constant;
  if (NUMBER.test(text)) return Number(text);
  if (OTHER_NUMBER.test(text)) throw NOT_SIMPLE;
  return text;
}

function lineBreak(offset: number, indent: number) {
  return { type: "newline", offset, indent, source: "\n" } as const;
}
