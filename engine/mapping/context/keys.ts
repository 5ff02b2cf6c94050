import type { Report } from "../../source/diagnostic.ts";
import type { Hint } from "../../source/hints.ts";
import { nearest } from "../../source/nearest.ts";
import type { Span } from "../../source/span.ts";
import type { YamlEntry, YamlList, YamlMap, YamlNode, YamlScalar } from "../../source/yaml-tree.ts";

/** The keys of one map of a mapping file. Unknown keys are reported when it is made; what is asked for is of the right shape or reported. */
export class Keys {
  readonly map: YamlMap;
  readonly what: string;
  readonly report: Report;
  readonly #entries = new Map<string, YamlEntry>();

  /** `open` keys are further names that are allowed here, e.g. the columns of a table. */
  constructor(
    map: YamlMap,
    what: string,
    known: readonly string[],
    report: Report,
    open: (key: string) => boolean = () => false,
  ) {
    this.map = map;
    this.what = what;
    this.report = report;
    for (const entry of map.entries) {
      const key = entry.key.text;
      if (known.includes(key) || open(key)) this.#entries.set(key, entry);
      else report("key-unknown", entry.key.span, { key, what, known }, { hints: rightKeys(key, known) });
    }
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  entry(key: string): YamlEntry | undefined {
    return this.#entries.get(key);
  }

  node(key: string): YamlNode | undefined {
    return this.#entries.get(key)?.value;
  }

  /** Where the key stands, or the whole map where it does not. */
  span(key: string): Span {
    return this.#entries.get(key)?.key.span ?? this.map.span;
  }

  /** Reports when the key is not there. */
  need(key: string): YamlNode | undefined {
    const node = this.node(key);
    if (node === undefined && this.map.cut !== true)
      this.report("key-missing", headOf(this.map), { key, what: this.what });
    return node;
  }

  scalar(key: string): YamlScalar | undefined {
    const node = this.node(key);
    return node === undefined ? undefined : scalarOf(node, `"${key}"`, this.report);
  }

  text(key: string): string | undefined {
    return this.scalar(key)?.text;
  }

  flag(key: string): boolean {
    const scalar = this.scalar(key);
    if (scalar === undefined) return false;
    if (typeof scalar.value === "boolean") return scalar.value;
    this.report("option-unknown", scalar.span, { word: scalar.text, what: `"${key}"`, known: ["true", "false"] });
    return false;
  }

  integer(key: string): number | undefined {
    const scalar = this.scalar(key);
    if (scalar === undefined) return undefined;
    if (typeof scalar.value === "number" && Number.isInteger(scalar.value) && scalar.value > 0) return scalar.value;
    return void this.report("shape-wrong", scalar.span, {
      what: `"${key}"`,
      expected: "a whole number above 0",
      found: `"${scalar.text}"`,
    });
  }

  word<Word extends string>(key: string, known: readonly Word[]): Word | undefined {
    const scalar = this.scalar(key);
    if (scalar === undefined) return undefined;
    const word = known.find((candidate) => candidate === scalar.text);
    if (word !== undefined) return word;
    const hints = didYouMean(scalar.text, known);
    return void this.report("option-unknown", scalar.span, { word: scalar.text, what: `"${key}"`, known }, { hints });
  }

  mapOf(key: string): YamlMap | undefined {
    const node = this.node(key);
    return node === undefined ? undefined : mapOf(node, `"${key}"`, this.report);
  }

  /** The items of a list; a single value stands for a list of one. */
  items(key: string): readonly YamlNode[] {
    const node = this.node(key);
    if (node === undefined) return [];
    return node.kind === "list" ? node.items : [node];
  }

  list(key: string): YamlList | undefined {
    const node = this.node(key);
    if (node === undefined) return undefined;
    if (node.kind === "list") return node;
    return void this.report("shape-wrong", spanOfNode(node), {
      what: `"${key}"`,
      expected: 'a list (lines that begin with "- ")',
      found: found(node),
    });
  }
}

export function didYouMean(word: string, candidates: Iterable<string>): readonly Hint[] {
  const near = nearest(word, candidates);
  return near === undefined ? [] : [{ hint: "did-you-mean", nearest: near }];
}

/** The nearest key, or all of them where none is near. */
function rightKeys(key: string, known: readonly string[]): readonly Hint[] {
  const near = didYouMean(key, known);
  return near.length > 0 || known.length === 0 ? near : [{ hint: "keys", keys: known }];
}

export function scalarOf(node: YamlNode, what: string, report: Report): YamlScalar | undefined {
  if (node.kind !== "scalar")
    return void report("shape-wrong", spanOfNode(node), { what, expected: "one value", found: found(node) });
  if (node.text.trim() === "" && node.style === "plain")
    return void report("mapping-value-missing", node.span, { what });
  return node;
}

export function mapOf(node: YamlNode, what: string, report: Report): YamlMap | undefined {
  if (node.kind === "map") return node;
  if (node.kind === "scalar" && node.text === "" && node.style === "plain")
    return void report("mapping-value-missing", node.span, { what });
  return void report("shape-wrong", spanOfNode(node), { what, expected: "keys with values", found: found(node) });
}

export function found(node: YamlNode): string {
  if (node.kind === "list") return "a list";
  if (node.kind === "map") return "keys with values";
  return node.text.length > 40 ? `"${node.text.slice(0, 39)}…"` : `"${node.text}"`;
}

/** The first key of a map stands for it: a map's own span may be a hundred lines. */
export function headOf(map: YamlMap): Span {
  return map.entries[0]?.key.span ?? map.span;
}

export function spanOfNode(node: YamlNode): Span {
  if (node.kind === "map") return headOf(node);
  if (node.kind === "scalar") return node.span;
  const [first] = node.items;
  return first === undefined ? node.span : spanOfNode(first);
}
