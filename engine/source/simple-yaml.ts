import { opensCall } from "./flow-cut.ts";
import { NOT_SIMPLE, SimpleYamlScalars } from "./simple-yaml-scalars.ts";
import type { SourceText } from "./span.ts";
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
 * which takes ten times as long and knows all faults. What this does read it reads as the parser does, place by place.
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

const DEEPEST = 50;
const LONGEST_KEY = 1000;
const UNUSUAL = /[\t\r\ufeff]/;

const KEY = /[\w.$\u00c0-\u024f][^\n:#]*(?=:[ \n])/y;
const PLAIN_IN_FLOW = /(?:[^-?:,[\]{}#&*!|>'"%@`\s]|-(?![\s,[\]{}]))(?:[^\n,[\]{}:#]|:(?![\s,[\]{}]))*/y;

class SimpleYaml extends SimpleYamlScalars {
  document(): YamlNode {
    this.toContent();
    const root = this.column === 0 ? this.#block(0) : undefined;
    if (root === undefined || this.at < this.text.length) throw NOT_SIMPLE;
    return root;
  }

  #block(depth: number): YamlMap | YamlList {
    if (depth > DEEPEST) throw NOT_SIMPLE;
    return this.#beginsItem() ? this.#list(depth) : this.#map(depth);
  }

  #beginsItem(): boolean {
    return this.text[this.at] === "-" && this.text[this.at + 1] === " ";
  }

  #map(depth: number): YamlMap {
    const column = this.column;
    const start = this.at;
    const entries: YamlEntry[] = [];
    const names = new Set<string>();
    while (this.column === column) {
      const key = this.#key(KEY, false, names);
      entries.push({ key, value: this.#blockValue(column, depth) });
    }
    if (this.column > column) throw NOT_SIMPLE;
    return { kind: "map", span: this.span(start, entries.at(-1)?.value.span.end ?? start), entries };
  }

  #key(pattern: RegExp, inFlow: boolean, names: Set<string>): YamlScalar {
    const start = this.at;
    const key = this.quoted(inFlow) ?? this.plain(start, this.take(pattern), inFlow);
    if (names.has(key.text)) throw NOT_SIMPLE;
    names.add(key.text);
    this.#takeColon(key);
    return key;
  }

  #takeColon({ text }: YamlScalar): void {
    if (RESERVED_KEYS.has(text) || text.length > LONGEST_KEY) throw NOT_SIMPLE;
    // A blank before the colon is left over here, and so refused.
    const next = this.text[this.at + 1];
    if (this.text[this.at] !== ":" || (next !== " " && next !== "\n")) throw NOT_SIMPLE;
    this.at++;
  }

  /** What stands behind a colon: on the same line, or below it. */
  #blockValue(column: number, depth: number): YamlNode {
    while (this.text[this.at] === " ") this.at++;
    const start = this.at;
    const first = this.text[start];
    if (first !== "\n" && first !== "#" && first !== undefined) return this.#onLine(column, depth);
    this.endLine();
    if (this.column > column) return this.#block(depth + 1);
    if (this.column === column && this.#beginsItem()) return this.#list(depth + 1);
    return this.scalar(start, start, "", null, "plain", false);
  }

  /** A value that begins on the line of its key or dash, up to what comes next. */
  #onLine(column: number, depth: number): YamlNode {
    const first = this.text[this.at];
    if (first === "|") return this.literal(column);
    const value =
      first === "{" || first === "[" ? this.#flow(column, depth + 1) : (this.quoted(false) ?? this.plainOnLine());
    this.endLine();
    return value;
  }

  #list(depth: number): YamlList {
    const column = this.column;
    const start = this.at;
    const items: YamlNode[] = [];
    while (this.column === column && this.#beginsItem()) items.push(this.#item(column, depth));
    if (this.column > column) throw NOT_SIMPLE;
    return { kind: "list", span: this.span(start, items.at(-1)?.span.end ?? start), items };
  }

  #item(column: number, depth: number): YamlNode {
    const dash = this.at++;
    while (this.text[this.at] === " ") this.at++;
    if (!this.#beginsEntry()) return this.#onLine(column, depth);
    this.column = column + this.at - dash;
    return this.#block(depth + 1);
  }

  #beginsEntry(): boolean {
    KEY.lastIndex = this.at;
    return KEY.test(this.text);
  }

  #flow(column: number, depth: number): YamlMap | YamlList {
    if (depth > DEEPEST) throw NOT_SIMPLE;
    return this.text[this.at] === "{" ? this.#flowMap(column, depth) : this.#flowList(column, depth);
  }

  #flowMap(column: number, depth: number): YamlMap {
    const start = this.at;
    const entries: YamlEntry[] = [];
    const names = new Set<string>();
    this.#flowParts(column, "}", () => {
      const key = this.#key(PLAIN_IN_FLOW, true, names);
      this.#flowBlank(column);
      entries.push({ key, value: this.#flowValue(column, depth) });
    });
    return { kind: "map", span: this.span(start, this.at), entries };
  }

  #flowList(column: number, depth: number): YamlList {
    const start = this.at;
    const items: YamlNode[] = [];
    this.#flowParts(column, "]", () => items.push(this.#flowItem(column, depth)));
    return { kind: "list", span: this.span(start, this.at), items };
  }

  /** `[a: b]` holds a map of one entry without braces. */
  #flowItem(column: number, depth: number): YamlNode {
    const key = this.#flowValue(column, depth);
    if (this.text[this.at] !== ":" || key.kind !== "scalar") return key;
    this.#takeColon(key);
    this.#flowBlank(column);
    const value = this.#flowValue(column, depth + 1);
    return { kind: "map", span: this.span(key.span.start, value.span.end), entries: [{ key, value }] };
  }

  #flowParts(column: number, closing: string, part: () => void): void {
    this.at++;
    this.#flowBlank(column);
    while (this.text[this.at] !== closing) {
      part();
      this.#flowBlank(column);
      if (this.text[this.at] === closing) break;
      if (this.text[this.at++] !== ",") throw NOT_SIMPLE;
      this.#flowBlank(column);
    }
    this.at++;
  }

  #flowValue(column: number, depth: number): YamlNode {
    const first = this.text[this.at];
    if (first === "{" || first === "[") return this.#flow(column, depth + 1);
    const start = this.at;
    const value = this.quoted(true) ?? this.plain(start, this.take(PLAIN_IN_FLOW), true);
    // A comma may have cut a call in two.
    if (value.style === "plain" && opensCall(value.text)) throw NOT_SIMPLE;
    return value;
  }

  /** Blanks, and line breaks if what follows them is indented more than the block around. */
  #flowBlank(column: number): void {
    while (this.text[this.at] === " ") this.at++;
    if (this.text[this.at] !== "\n" && this.text[this.at] !== "#") return;
    this.endLine();
    if (this.column <= column) throw NOT_SIMPLE;
  }
}
