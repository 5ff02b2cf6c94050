import { readYaml } from "../source/read-yaml.ts";
import type { SourceText } from "../source/span.ts";
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from "../source/yaml-tree.ts";
import { applyEdits, type Edit } from "./edit.ts";
import { expressionEdits, tokensOf } from "./expression-layout.ts";
import { fieldTableEdits, isInBraces, rowTableEdits } from "./table-layout.ts";

/** Keys whose value is an expression, or a list of them. */
const EXPRESSIONS = new Set([
  "pick",
  "when",
  "value",
  "company",
  "master",
  "conflict",
  "existing",
  "while",
  "must",
  "link",
  "is",
  "once for",
  "skip",
  "wait until",
  "refuse",
  "else",
]);
/** Keys that hold named expressions. */
const NAMED = new Set(["let", "facts", "computed"]);
/** Keys that hold a field table, cells being expressions. */
const FIELD_TABLES = new Set(["fields", "write back"]);
/** Keys that hold rows in braces. */
const ROW_TABLES = new Set(["rows", "pairs"]);
/** Cells of rows that are expressions: `to severa`. */
const ROW_EXPRESSION = /^to /;

/**
 * The canonical layout of a mapping file. Only blanks within expressions and between the columns of tables change; the
 * result is proven to say the same, else the text comes back as it was. A file with a fault of YAML comes back as it was.
 */
export function formatMapping(source: SourceText): string {
  const root = treeOf(source);
  if (root === undefined || isData(root)) return source.text;
  const spaced = applyEdits(source.text, expressionsIn(root).flatMap(expressionEdits));
  const between = treeOf({ path: source.path, text: spaced });
  if (between === undefined || !saySame(root, between)) return source.text;
  const aligned = applyEdits(spaced, tablesIn(between));
  const after = treeOf({ path: source.path, text: aligned });
  return after !== undefined && saySame(root, after) ? aligned : source.text;
}

function treeOf(source: SourceText): YamlNode | undefined {
  let faulty = false;
  const tree = readYaml(source, () => {
    faulty = true;
  });
  return faulty ? undefined : tree;
}

/** Tests and messages hold data and sentences. */
function isData(root: YamlNode): boolean {
  return root.kind !== "map" || root.entries.some(({ key }) => key.text === "tests");
}

function expressionsIn(node: YamlNode): readonly YamlScalar[] {
  if (node.kind === "list") return node.items.flatMap(expressionsIn);
  if (node.kind === "scalar") return [];
  return node.entries.flatMap((entry) => expressionsOf(entry));
}

function expressionsOf({ key, value }: YamlEntry): readonly YamlScalar[] {
  const name = key.text;
  if (name === "messages" || name === "tables" || name === "settings") return [];
  if (FIELD_TABLES.has(name) && value.kind === "map")
    return value.entries.flatMap((cell) => (cell.value.kind === "scalar" ? [cell.value] : cellsBelow(cell.value)));
  if (NAMED.has(name) && value.kind === "map")
    return value.entries.flatMap((cell) => (cell.value.kind === "map" ? scalarsOf(cell.value) : scalarsIn(cell.value)));
  if (EXPRESSIONS.has(name) || ROW_EXPRESSION.test(name))
    return value.kind === "map"
      ? expressionsIn(value)
      : [...scalarsIn(value), ...(value.kind === "list" ? expressionsIn(value) : [])];
  return expressionsIn(value);
}

/** A cell that is a map with its own keys, or a list of entries. */
function cellsBelow(value: YamlNode): readonly YamlScalar[] {
  if (value.kind === "list")
    return value.items.flatMap((item) => (item.kind === "scalar" ? [item] : expressionsIn(item)));
  return expressionsIn(value);
}

function scalarsOf(map: YamlMap): readonly YamlScalar[] {
  return map.entries.flatMap(({ value }) => (value.kind === "scalar" ? [value] : []));
}

/** The scalar itself, or those that are items of the list. */
function scalarsIn(node: YamlNode): readonly YamlScalar[] {
  if (node.kind === "scalar") return [node];
  return node.kind === "list" ? node.items.filter((item) => item.kind === "scalar") : [];
}

function tablesIn(node: YamlNode): readonly Edit[] {
  if (node.kind === "scalar") return [];
  if (node.kind === "list") return node.items.flatMap(tablesIn);
  return node.entries.flatMap(({ key, value }) => {
    if (key.text === "messages" || key.text === "tables" || key.text === "settings") return [];
    if (FIELD_TABLES.has(key.text) && value.kind === "map" && !isInBraces(value))
      return [...fieldTableEdits(value), ...value.entries.flatMap((cell) => tablesIn(cell.value))];
    if (ROW_TABLES.has(key.text) && value.kind === "list")
      return [...rowTableEdits(value), ...value.items.filter((item) => !isInBraces(item)).flatMap(tablesIn)];
    return tablesIn(value);
  });
}

/** Equal but for the blanks of expressions. */
function saySame(one: YamlNode, other: YamlNode): boolean {
  if (one.kind === "scalar")
    return (
      other.kind === "scalar" &&
      one.style === other.style &&
      (one.text === other.text || tokensOf(one.text) === tokensOf(other.text))
    );
  if (one.kind === "list")
    return (
      other.kind === "list" &&
      one.items.length === other.items.length &&
      one.items.every((item, index) => saySame(item, other.items[index] as YamlNode))
    );
  if (other.kind !== "map" || one.entries.length !== other.entries.length) return false;
  return one.entries.every(
    (entry, index) =>
      entry.key.text === other.entries[index]?.key.text &&
      saySame(entry.value, (other.entries[index] as YamlEntry).value),
  );
}
