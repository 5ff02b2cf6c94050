import { decodeScalar, type ScalarToken } from "./decode-scalar.ts";
import { offsetsOf } from "./scalar-offsets.ts";
import type { SourceText, Span } from "./span.ts";
import type { YamlScalar } from "./yaml-tree.ts";

/** Thrown by what reads simple YAML, at the first thing that is not. */
export const NOT_SIMPLE = Symbol("not simple");

const PLAIN = /(?:[^-?:,[\]{}#&*!|>'"%@`\s]|-(?! |$))[^\n]*/my;
const DOUBLE = /"(?:[^"\\\n]|\\[nrt"\\/])*"/y;
const SINGLE = /'(?:[^'\n]|'')*'/y;
const REST_OF_LINE = / *(?:(?<= )#.*)?$/my;
const LITERAL = /\|-?$/my;
const LINE = /^( *)((?! ).*)\n/my;

/** The core schema's other numbers (`0x1F`, `1e5`, `.inf`) are left to the parser. */
const NUMBER = /^[-+]?(?:\d{1,15}|\d+\.\d+)$/;
const OTHER_NUMBER = /^[-+]?\.?\d[\dxoa-f.]*(?:e[-+]?\d+)?$|^[-+]?\.(?:inf|nan)$/i;
/** What numbers and constants begin with. */
const MAYBE_NO_TEXT = new Set("-+.~0123456789nNtTfF");
const CONSTANTS = new Map<string, boolean | null>([
  ...["~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
]);

/** The lines of a simple YAML file and the scalars on them, read from the front to the back. */
export abstract class SimpleYamlScalars {
  protected readonly source: SourceText;
  protected readonly text: string;
  /** Inside a block the place of what comes next; its column is that of the block it begins or goes on with. */
  protected at = 0;
  protected column = 0;

  constructor(source: SourceText) {
    this.source = source;
    this.text = source.text;
  }

  /** From the beginning of a line to the next thing that is no blank and no comment; column -1 at the end of the text. */
  protected toContent(): void {
    for (let line = this.at; line < this.text.length; line = this.lineEnd(line) + 1) {
      let at = line;
      while (this.text[at] === " ") at++;
      const first = this.text[at];
      if (first === undefined || first === "\n" || first === "#") continue;
      this.at = at;
      this.column = at - line;
      return;
    }
    this.at = this.text.length;
    this.column = -1;
  }

  protected lineEnd(from: number): number {
    const end = this.text.indexOf("\n", from);
    return end < 0 ? this.text.length : end;
  }

  /** Over what may stand behind a value on its line, to what comes next. */
  protected endLine(): void {
    if (this.text[this.at] !== "\n") this.take(REST_OF_LINE);
    this.at++;
    this.toContent();
  }

  /** What the pattern finds right here, and over it. */
  protected take(pattern: RegExp): string {
    const start = this.at;
    pattern.lastIndex = start;
    if (!pattern.test(this.text)) throw NOT_SIMPLE;
    this.at = pattern.lastIndex;
    return this.text.slice(start, this.at);
  }

  /** A `|` text below its header, indented more than `column`. */
  protected literal(column: number): YamlScalar {
    const start = this.at;
    const header = this.take(LITERAL);
    const lines: string[] = [];
    const first = this.at + 1;
    let [indent, kept, end] = [0, 0, first];
    this.at = first;
    while (this.at < this.text.length) {
      LINE.lastIndex = this.at;
      const [line, blanks = "", rest = ""] = LINE.exec(this.text) ?? [];
      if (line === undefined) throw NOT_SIMPLE;
      if (rest !== "" && blanks.length <= column) break;
      if (rest === "" ? blanks.length > indent : blanks.length < indent) throw NOT_SIMPLE;
      if (rest !== "" && indent === 0) indent = blanks.length;
      lines.push(line.slice(indent, -1));
      this.at += line.length;
      if (rest !== "") [kept, end] = [lines.length, this.at - 1];
    }
    if (kept === 0) throw NOT_SIMPLE;
    const text = lines.slice(0, kept).join("\n") + (header === "|" ? "\n" : "");
    this.toContent();
    return this.scalar(start, end, text, text, "literal", false, {
      type: "block-scalar",
      offset: start,
      indent: column,
      props: [
        { type: "block-scalar-header", offset: start, indent: column, source: header },
        lineBreak(first - 1, column),
      ],
      source: this.text.slice(first, end + 1),
    });
  }

  /** Undefined where no quote stands. */
  protected quoted(inFlow: boolean): YamlScalar | undefined {
    const start = this.at;
    const mark = this.text[start];
    if (mark !== '"' && mark !== "'") return undefined;
    const source = this.take(mark === '"' ? DOUBLE : SINGLE);
    const token: ScalarToken =
      mark === '"'
        ? { type: "double-quoted-scalar", offset: start, source }
        : { type: "single-quoted-scalar", offset: start, source };
    const text = /['\\]/.test(source.slice(1, -1)) ? decodeScalar(token).text : source.slice(1, -1);
    return this.scalar(start, this.at, text, text, mark === '"' ? "double" : "single", inFlow, token);
  }

  /** A plain scalar of a block, which may hold commas and brackets, up to a comment. */
  protected plainOnLine(): YamlScalar {
    const start = this.at;
    const line = this.take(PLAIN);
    const comment = line.indexOf(" #");
    const written = comment < 0 ? line : line.slice(0, comment);
    if (written.includes(": ") || written.trimEnd().endsWith(":")) throw NOT_SIMPLE;
    return this.plain(start, written, false);
  }

  /** `written` is what may be the scalar, with blanks behind it. */
  protected plain(start: number, written: string, inFlow: boolean): YamlScalar {
    let end = start + written.length;
    while (this.text[end - 1] === " ") end--;
    this.at = end;
    const text = this.text.slice(start, end);
    return this.scalar(start, end, text, coreValue(text), "plain", inFlow);
  }

  protected scalar(
    start: number,
    end: number,
    text: string,
    value: YamlScalar["value"],
    style: YamlScalar["style"],
    inFlow: boolean,
    token?: ScalarToken,
  ): YamlScalar {
    const span = this.span(start, end);
    return { kind: "scalar", span, text, value, style, inFlow, offsetAt: offsetsOf(span, text, token) };
  }

  protected span(start: number, end: number): Span {
    return { source: this.source, start, end };
  }
}

function coreValue(text: string): YamlScalar["value"] {
  if (!MAYBE_NO_TEXT.has(text[0] ?? "")) return text;
  const constant = CONSTANTS.get(text);
  if (constant !== undefined) return constant;
  if (NUMBER.test(text)) return Number(text);
  if (OTHER_NUMBER.test(text)) throw NOT_SIMPLE;
  return text;
}

function lineBreak(offset: number, indent: number) {
  return { type: "newline", offset, indent, source: "\n" } as const;
}
