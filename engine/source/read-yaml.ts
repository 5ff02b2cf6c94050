import { Buffer } from "node:buffer";
import type { CST, Document, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { decodeScalar } from "./decode-scalar.ts";
import type { Report } from "./diagnostic.ts";
import { closesCall, opensCall, reportCut, withoutCuts } from "./flow-cut.ts";
import { offsetsOf } from "./scalar-offsets.ts";
import { readSimpleYaml } from "./simple-yaml.ts";
import type { SourceText, Span } from "./span.ts";
import { DEEPEST_NESTING, tooDeepAt } from "./yaml-depth.ts";
import { explainYamlFault } from "./yaml-fault.ts";
import { yamlParser } from "./yaml-parser.ts";
import {
  RESERVED_KEYS,
  type YamlEntry,
  type YamlList,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "./yaml-tree.ts";

/** In bytes of UTF-8. */
export const LARGEST_FILE = 10 * 1024 * 1024;

interface Reading {
  readonly source: SourceText;
  readonly report: Report;
}

/**
 * Reads one YAML 1.2 document (core schema) with the exact place of everything in it. Reports what these files may not
 * hold (aliases, anchors, merge keys, tags, keys that stand twice, a second document) and reads on without it. Undefined
 * after a syntax fault, of which only the first is reported (the rest mostly follows from it), and for an empty file,
 * which is reported too.
 */
export function readYaml(source: SourceText, report: Report): YamlNode | undefined {
  const bytes = source.text.length > LARGEST_FILE ? source.text.length : Buffer.byteLength(source.text);
  if (bytes > LARGEST_FILE) return void report("file-too-large", spanOf(source, 0, 0), { bytes, limit: LARGEST_FILE });
  return readSimpleYaml(source) ?? readAnyYaml(source, report);
}

/** The same with the YAML parser alone, which knows the whole language and every fault. */
export function readAnyYaml(source: SourceText, report: Report): YamlNode | undefined {
  const tooDeep = tooDeepAt(source.text);
  if (tooDeep !== undefined)
    return void report("yaml-too-deep", spanOf(source, tooDeep, tooDeep + 1), { limit: DEEPEST_NESTING });
  const document = parse(source.text);
  if (!(document instanceof Object))
    return void report("yaml-too-deep", spanOf(source, 0, 0), { limit: DEEPEST_NESTING });
  if (reportFaults({ source, report }, document)) return undefined;
  if (document.contents === null) return void report("file-empty", spanOf(source, 0, 0), {});
  return readNode({ source, report }, document.contents, false, 0);
}

function parse(text: string): Document.Parsed | undefined {
  try {
    return yamlParser().parseDocument(text, {
      version: "1.2",
      schema: "core",
      merge: false,
      keepSourceTokens: true,
      prettyErrors: false,
      strict: true,
      uniqueKeys: false,
    });
  } catch (error) {
    // The parser recurses over the nesting and ends its stack on what the check above could not see.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** True when the document is not worth reading on. */
function reportFaults({ source, report }: Reading, document: Document.Parsed): boolean {
  const faults = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  const several = faults.find((fault) => fault.code === "MULTIPLE_DOCS");
  if (several !== undefined) report("yaml-several-documents", spanOf(source, several.pos[0], several.pos[0] + 3), {});
  if (document.directives.yaml.explicit === true) {
    report("yaml-syntax", spanOf(source, 0, 1), { problem: "other-version" });
  }
  // An alias without its anchor is reported where it stands, when the tree is read.
  const fault = faults.find((each) => each.code !== "MULTIPLE_DOCS" && each.code !== "BAD_ALIAS");
  if (fault !== undefined) {
    const { span, facts } = explainYamlFault(source, fault);
    report("yaml-syntax", span, facts);
  }
  return fault !== undefined || several !== undefined;
}

function readNode(reading: Reading, node: unknown, inFlow: boolean, depth: number): YamlNode | undefined {
  const { source, report } = reading;
  const { isAlias, isMap, isScalar, isSeq } = yamlParser();
  if (isAlias(node)) return void reportAlias(reading, rangeSpan(source, node.range));
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return undefined;
  const span = rangeSpan(source, node.range);
  if (depth > DEEPEST_NESTING)
    return void report("yaml-too-deep", spanOf(source, span.start, span.start + 1), { limit: DEEPEST_NESTING });
  reportMarks(reading, node, span);
  if (isMap(node)) return readMap(reading, node, span, inFlow || node.flow === true, depth);
  if (isSeq(node)) return readList(reading, node, span, inFlow || node.flow === true, depth);
  return readScalar(node, blockSpan(node, span), inFlow);
}

/** An anchor or a tag on the node. `!archived` is a tag, which is never what the author of a rule meant. */
function reportMarks({ source, report }: Reading, node: Scalar | YAMLMap | YAMLSeq, span: Span): void {
  if (node.tag === undefined && node.anchor === undefined) return;
  const start = marksBefore(source.text, span.start);
  const written = source.text.slice(start, span.start).trimEnd();
  if (written === "") return;
  const rule = /^!\w/.test(written) && yamlParser().isScalar(node) && node.type === "PLAIN";
  const negated = rule ? `${written.slice(1)} ${String(node.source ?? "")}`.trimEnd() : undefined;
  report("yaml-alias", spanOf(source, start, start + written.length), { negated });
}

/** In letters: how far before a node its marks are looked for. */
const LONGEST_MARKS = 1000;

/** Where the words before a place begin that are marks; only the first of them may have something else before its sign. */
function marksBefore(text: string, place: number): number {
  const farthest = Math.max(0, place - LONGEST_MARKS);
  let start = place;
  for (let at = place; ; ) {
    while (at > farthest && isBlank(text[at - 1])) at--;
    const end = at;
    while (at > farthest && !isBlank(text[at - 1])) at--;
    const sign = text.slice(at, end).search(/[!&]/);
    if (sign < 0) return start;
    start = at + sign;
    if (sign > 0) return start;
  }
}

function isBlank(letter: string | undefined): boolean {
  return letter !== undefined && /\s/.test(letter);
}

function reportAlias({ source, report }: Reading, span: Span): void {
  report("yaml-alias", span, { alias: source.text.slice(span.start, span.end) });
}

function readMap(reading: Reading, node: YAMLMap, span: Span, inFlow: boolean, depth: number): YamlMap {
  const entries: YamlEntry[] = [];
  const seen = new Map<string, YamlScalar>();
  const pairs = inFlow ? withoutCuts(reading.source, reading.report, node.items, span) : node.items;
  let cut = pairs.length < node.items.length;
  for (const pair of pairs) {
    const entry = readEntry(reading, pair, inFlow, depth);
    if (entry === undefined) {
      cut = true;
      continue;
    }
    const { key } = entry;
    const first = seen.get(key.text);
    if (first === undefined) {
      seen.set(key.text, key);
      entries.push(entry);
    } else {
      const related = [{ span: first.span, label: "the first one" }];
      reading.report("yaml-key-twice", key.span, { key: key.text }, { related });
    }
  }
  const end = inFlow ? undefined : entries.at(-1)?.value.span.end;
  return { kind: "map", span: end === undefined ? span : { ...span, end }, entries, ...(cut ? { cut } : {}) };
}

function readEntry(reading: Reading, pair: Pair, inFlow: boolean, depth: number): YamlEntry | undefined {
  const { source, report } = reading;
  const token = pair.srcToken;
  const key = readNode(reading, pair.key, inFlow, depth + 1);
  if (key === undefined) return undefined;
  if (key.kind !== "scalar") return void report("yaml-syntax", key.span, { problem: "key-no-word" });
  if (key.text === "<<" && key.style === "plain") return void report("yaml-alias", key.span, {});
  if (RESERVED_KEYS.has(key.text)) return void report("yaml-key-reserved", key.span, { key: key.text });
  if (key.text === "" && key.style === "plain") {
    const at = token?.sep?.find((part) => part.type === "map-value-ind")?.offset ?? key.span.start;
    return void report("yaml-syntax", spanOf(source, at, at + 1), { problem: "key-missing" });
  }
  const end = token?.sep?.find((part) => part.type === "map-value-ind");
  const value =
    pair.value === null
      ? nullAt(source, end === undefined ? key.span.end : end.offset + 1, inFlow)
      : readNode(reading, pair.value, inFlow, depth + 1);
  return value === undefined ? undefined : { key, value };
}

function readList(reading: Reading, node: YAMLSeq, span: Span, inFlow: boolean, depth: number): YamlList {
  const items: YamlNode[] = [];
  for (const item of node.items) {
    // `[a: b]` holds a map of one entry without braces.
    const read = yamlParser().isPair(item)
      ? readPairItem(reading, item, depth)
      : readNode(reading, item, inFlow, depth + 1);
    if (read !== undefined) items.push(read);
  }
  if (!inFlow) return { kind: "list", span: { ...span, end: items.at(-1)?.span.end ?? span.end }, items };
  const cut = items.findIndex((item) => item.kind === "scalar" && item.style === "plain" && opensCall(item.text));
  const first = items[cut];
  if (first === undefined) return { kind: "list", span, items };
  const last =
    items.findLast((item) => item.kind === "scalar" && item.style === "plain" && closesCall(item.text)) ?? first;
  reportCut(reading.report, spanOf(reading.source, first.span.start, Math.max(last.span.end, first.span.end)), span);
  return { kind: "list", span, items: items.slice(0, cut) };
}

function readPairItem(reading: Reading, pair: Pair, depth: number): YamlMap | undefined {
  const entry = readEntry(reading, pair, true, depth);
  if (entry === undefined) return undefined;
  const span = spanOf(reading.source, entry.key.span.start, entry.value.span.end);
  return { kind: "map", span, entries: [entry] };
}

/** Without the empty lines below a block, unless they are part of its text. */
function blockSpan(node: Scalar, span: Span): Span {
  const token = node.srcToken;
  if (token?.type !== "block-scalar") return span;
  const decoded = decodeScalar(token);
  return decoded.text === node.source && decoded.end > span.start ? { ...span, end: decoded.end } : span;
}

const STYLES = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
} as const;

function readScalar(node: Scalar, span: Span, inFlow: boolean): YamlScalar {
  const style = node.type === undefined || !(node.type in STYLES) ? "plain" : STYLES[node.type as keyof typeof STYLES];
  const text = typeof node.value === "string" ? node.value : (node.source ?? "");
  const token = isScalarToken(node.srcToken) ? node.srcToken : undefined;
  const value = style === "plain" ? plainValue(node.value) : text;
  return { kind: "scalar", span, text, value, style, inFlow, offsetAt: offsetsOf(span, text, token) };
}

function plainValue(value: unknown): YamlScalar["value"] {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

function nullAt(source: SourceText, offset: number, inFlow: boolean): YamlScalar {
  return {
    kind: "scalar",
    span: spanOf(source, offset, offset),
    text: "",
    value: null,
    style: "plain",
    inFlow,
    offsetAt: () => offset,
  };
}

function isScalarToken(token: CST.Token | undefined): token is CST.FlowScalar | CST.BlockScalar {
  return token !== undefined && yamlParser().CST.isScalar(token);
}

function rangeSpan(source: SourceText, range: readonly number[] | null | undefined): Span {
  return spanOf(source, range?.[0] ?? 0, range?.[1] ?? range?.[0] ?? 0);
}

function spanOf(source: SourceText, start: number, end: number): Span {
  return { source, start, end: Math.min(Math.max(end, start), source.text.length) };
}
