import type { Span } from "./span.ts";

/** A located YAML document. Map entries keep their order; keys are unique texts. */
export type YamlNode = YamlScalar | YamlMap | YamlList;

export interface YamlScalar {
  readonly kind: "scalar";
  readonly span: Span;
  /** The text after YAML's decoding, before it becomes a number, bool or null. */
  readonly text: string;
  /** By YAML 1.2's core schema; quoted and block scalars are always text. A number keeps its digits in `text`. */
  readonly value: string | number | boolean | null;
  readonly style: "plain" | "single" | "double" | "literal" | "folded";
  /** True inside `{ }` or `[ ]`, where commas end a value. */
  readonly inFlow: boolean;
  /** The source offset of the UTF-16 unit at `index` of `text`; `text.length` gives the end. Exact in every style. */
  readonly offsetAt: (index: number) => number;
}

export interface YamlMap {
  readonly kind: "map";
  readonly span: Span;
  readonly entries: readonly YamlEntry[];
  /** A fault has taken an entry away and has been reported: what is missing here may have stood in it. */
  readonly cut?: true;
}

export interface YamlEntry {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}

export interface YamlList {
  readonly kind: "list";
  readonly span: Span;
  readonly items: readonly YamlNode[];
}

/** Keys that could reach an object's prototype. */
export const RESERVED_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
