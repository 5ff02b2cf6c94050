import type { Typed } from "../../language/check/check.ts";
import { assignable, showType } from "../../language/check/check.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { Field, Shape, Type } from "../../language/types/type.ts";
import type { TargetField } from "../../schema/system-schema.ts";
import { nearest } from "../../source/nearest.ts";
import type { Span } from "../../source/span.ts";
import type { YamlMap, YamlNode, YamlScalar } from "../../source/yaml-tree.ts";
import { conditionOf, expressionOf } from "../cells/expressions.ts";
import { noteSaying } from "../cells/sayings.ts";
import type { Context, FlowHead } from "../context/context.ts";
import { didYouMean, found, headOf, Keys, mapOf, scalarOf } from "../context/keys.ts";
import type { KindUse } from "../tree/kind-use.ts";
import type { TwoWayRow } from "../tree/typed-flow.ts";
import type { RecordPart, TwoWaySide } from "./two-way.ts";

const ROW_KEYS = ["as", "pairs", "through", "link", "update", "required", "limit", "over", "when", "remark", "ignore"];
const WORDS = ["digits", "lines", "not"];

export interface RowsPlace {
  readonly scope: Scope;
  readonly sides: readonly TwoWaySide[];
  readonly parts: readonly RecordPart[];
  readonly over: "cut" | "refuse" | undefined;
  readonly update: "always" | "never" | undefined;
}

/** One column's cell: a path of a side, or several for `as: lines`. */
interface Column {
  readonly name: string;
  readonly side: TwoWaySide;
  readonly paths: readonly { readonly text: string; readonly span: Span }[];
  readonly targets: readonly TargetField[];
  readonly types: readonly Type[];
}

export function readRows(context: Context, keys: Keys, place: RowsPlace): readonly TwoWayRow[] {
  return (keys.list("rows")?.items ?? []).flatMap((node) => {
    const map = mapOf(node, "a row", context.report);
    return map === undefined ? [] : [readRow(context, map, place)];
  });
}

function readRow(context: Context, map: YamlMap, place: RowsPlace): TwoWayRow {
  const { report } = context;
  const names = place.sides.flatMap((side) => [side.side, ...side.members.map((member) => member.name)]);
  const known = [...new Set(names), ...[...new Set(names)].map((name) => `to ${name}`), ...ROW_KEYS];
  const keys = new Keys(map, "a row", known, report);
  const columns = [...new Set(names)].flatMap((name) =>
    keys.has(name) ? (readColumn(context, keys, name, place) ?? []) : [],
  );
  const when = keys.has("when")
    ? conditionOf(keys.need("when") as YamlNode, `"when"`, { scope: place.scope, report })
    : undefined;
  const to = [...new Set(names)].flatMap((name) => readTo(context, keys, name, columns, place));
  const required = keys.scalar("required");
  if (required !== undefined && typeof required.value !== "boolean") noteSaying(context, required, []);
  if (columns.length === 0) report("row-empty", headOf(map), { sides: place.sides.map((side) => side.side) });
  const row: TwoWayRow = {
    columns: columns.map(({ name, side, paths, targets }) => ({
      name,
      side: side.side,
      paths: paths.map((path) => path.text),
      targets,
    })),
    to,
    as: keys.text("as"),
    through: keys.text("through"),
    pairs: readPairsTable(context, keys, place),
    link: keys.flag("link"),
    update: keys.word("update", ["always", "never"]) ?? place.update,
    over: keys.word("over", ["cut", "refuse"]) ?? place.over,
    when,
    ignore: keys.text("ignore"),
    remark: keys.text("remark"),
    span: headOf(map),
  };
  if (row.ignore === undefined) checkRow(context, keys, row, columns, place);
  return row;
}

/** `pairs: settings.invoices.creditTerms`: a table of the settings says which word goes with which. */
function readPairsTable(context: Context, keys: Keys, place: RowsPlace): Typed | undefined {
  const node = keys.node("pairs");
  if (node?.kind !== "scalar") return undefined;
  const typed = expressionOf(node, `"pairs"`, { scope: place.scope, report: context.report });
  const kind = typed?.type.kind;
  if (kind !== undefined && kind !== "table" && kind !== "fault")
    context.report("shape-wrong", node.span, {
      what: `"pairs"`,
      expected: "a list of pairs, or a table of the settings",
      found: typed === undefined ? "nothing" : showType(typed.type),
    });
  return typed;
}

function readColumn(context: Context, keys: Keys, name: string, place: RowsPlace): Column | undefined {
  const side = place.sides.find((one) => one.side === name || one.members.some((member) => member.name === name));
  if (side === undefined) return undefined;
  const members = side.side === name ? side.members : side.members.filter((member) => member.name === name);
  const paths = keys.items(name).flatMap((node) => scalarOf(node, `"${name}"`, context.report) ?? []);
  const found = paths.map((path) => members.map((member) => fieldAt(context, path, side, member.kind, place)));
  return {
    name,
    side,
    paths: paths.map((path) => ({ text: path.text, span: path.span })),
    targets: found.flatMap((of) => of.flatMap((field) => field?.target ?? [])),
    types: found.flatMap((of) => of[0]?.type ?? []),
  };
}

/** The field of a column, of the record or of one of its parts. What can only be read has no target. */
function fieldAt(
  context: Context,
  path: YamlScalar,
  side: TwoWaySide,
  own: KindUse,
  place: RowsPlace,
): { target: TargetField | undefined; type: Type } | undefined {
  const [first = "", ...rest] = path.text.split(".");
  const part = place.parts.find((candidate) => (candidate.side ?? side.side) === side.side && candidate.name === first);
  if (part !== undefined && part.kind === undefined) return { target: undefined, type: { kind: "fault" } };
  const kind = part?.kind ?? own;
  const steps = part === undefined ? [first, ...rest] : rest;
  const target = kind.schema.target(steps.join("."));
  const read = readType(kind.shape, steps);
  if (target === undefined && "missing" in read) {
    const at = path.text.split(".").length - steps.length + read.missing;
    const start = path.text.split(".").slice(0, at).join(".").length + (at === 0 ? 0 : 1);
    const field = steps[read.missing] ?? "";
    const span: Span = {
      source: path.span.source,
      start: path.offsetAt(start),
      end: path.offsetAt(start + field.length),
    };
    const names =
      at === 0
        ? [
            ...read.names,
            ...place.parts.filter((candidate) => candidate.side === side.side).map((candidate) => candidate.name),
          ]
        : read.names;
    return void context.report("field-unknown", span, { field, of: read.record, nearest: nearest(field, names) });
  }
  return { target, type: target?.type ?? ("missing" in read ? { kind: "fault" } : read.type) };
}

type ReadType =
  | { readonly type: Type }
  | { readonly missing: number; readonly record: string; readonly names: readonly string[] };

function readType(shape: Shape, steps: readonly string[]): ReadType {
  let type: Type = { kind: "record", shape };
  for (const [index, step] of steps.entries()) {
    const plain: Type = type.kind === "optional" ? type.of : type;
    const field: Field | undefined = plain.kind === "record" ? plain.shape.field(step) : undefined;
    if (field === undefined)
      return {
        missing: index,
        record: plain.kind === "record" ? plain.shape.name : showType(plain),
        names: plain.kind === "record" ? plain.shape.names() : [],
      };
    type = field.type;
  }
  return { type: type.kind === "optional" ? type.of : type };
}

function readTo(
  context: Context,
  keys: Keys,
  name: string,
  columns: readonly Column[],
  place: RowsPlace,
): { name: string; value: Typed }[] {
  const node = keys.node(`to ${name}`);
  if (node === undefined) return [];
  const column =
    columns.find((candidate) => candidate.name === name) ?? columns.find((candidate) => candidate.side.side === name);
  if (column === undefined) {
    context.report("row-to-without-column", keys.span(`to ${name}`), { name });
    return [];
  }
  const [type] = column.types;
  const value = expressionOf(node, `"to ${name}"`, {
    scope: place.scope,
    report: context.report,
    ...(type === undefined ? {} : { expected: withoutLength(type) }),
  });
  return value === undefined ? [] : [{ name, value }];
}

function withoutLength(type: Type): Type {
  return type.kind === "text" ? { kind: "text" } : type;
}

/** A row must say how each side's value becomes the other's. */
function checkRow(context: Context, keys: Keys, row: TwoWayRow, columns: readonly Column[], place: RowsPlace): void {
  const [left, right] = place.sides.map((side) => columns.find((column) => column.side === side));
  const conversions = ["as", "pairs", "through"].filter((key) => keys.has(key));
  if (conversions.length > 1) context.report("row-conversions", keys.span(conversions[1] ?? ""), { keys: conversions });
  if (left === undefined || right === undefined) checkOneColumn(context, keys, row, columns);
  else if (keys.has("pairs")) checkPairs(context, keys, [left, right]);
  else if (keys.has("through")) checkThrough(context, keys, [left, right]);
  else if (keys.has("as")) checkAs(context, keys, row, [left, right]);
  else checkBothWays(context, keys, row, [left, right]);
}

function checkBothWays(context: Context, keys: Keys, row: TwoWayRow, [left, right]: readonly [Column, Column]): void {
  for (const [from, into] of [
    [left, right],
    [right, left],
  ] as const) {
    if (row.to.some((one) => one.name === into.name || one.name === into.side.side)) continue;
    // One fault of a row is enough: the other direction mostly has the same.
    if (!checkPlain(context, keys, from, into)) return;
  }
}

function checkOneColumn(context: Context, keys: Keys, row: TwoWayRow, columns: readonly Column[]): void {
  const [column] = columns;
  if (column === undefined || row.to.length > 0) return;
  context.report("row-one-column", keys.span(column.name), { name: column.name });
}

/** The value goes over as it is. */
function checkPlain(context: Context, keys: Keys, from: Column, into: Column): boolean {
  if (from.paths.length > 1 || into.paths.length > 1) {
    const several = from.paths.length > 1 ? from : into;
    context.report("row-lines", keys.span(several.name), {});
    return false;
  }
  const [source] = from.types;
  const [target] = into.types;
  if (source === undefined || target === undefined || target.kind === "fault") return false;
  if (into.targets.every((field) => field.readOnly)) {
    context.report("field-read-only", into.paths[0]?.span ?? keys.span(into.name), {
      field: into.paths[0]?.text ?? "",
      record: into.side.side,
    });
    return false;
  }
  const fits = assignable(withoutLength(source), withoutLength(target));
  if (!fits.ok)
    context.report("row-types", into.paths[0]?.span ?? keys.span(into.name), {
      from: `${from.name}.${from.paths[0]?.text}`,
      fromType: showType(source),
      into: `${into.name}.${into.paths[0]?.text}`,
      intoType: showType(target),
    });
  return fits.ok;
}

/** The values of both columns must be records that the register links. */
function checkThrough(context: Context, keys: Keys, columns: readonly Column[]): void {
  const scalar = keys.scalar("through");
  if (scalar === undefined) return;
  const head = context.flows.get(scalar.text);
  if (head?.kind === "register" || head?.kind === "two-way register") {
    const wanted = kindsLinked(head);
    for (const { paths, types } of columns) {
      const [type] = types;
      const kind = type?.kind === "record" ? type.shape.kind : undefined;
      if (kind === undefined || wanted.length === 0 || wanted.includes(kind)) continue;
      return void context.report("need-other-kind", paths[0]?.span ?? scalar.span, {
        register: head.name,
        wanted,
        found: kind,
      });
    }
    return;
  }
  const known = [...context.flows.values()].filter((flow) => flow.kind.endsWith("register")).map((flow) => flow.name);
  context.report("register-unknown", scalar.span, { register: scalar.text, nearest: nearest(scalar.text, known) });
}

function kindsLinked(head: FlowHead): readonly string[] {
  const kinds = head.kind === "register" ? [head.from, head.to] : head.sides.flat();
  return kinds.flatMap((kind) => kind?.shape.kind ?? []);
}

function checkAs(context: Context, keys: Keys, row: TwoWayRow, columns: readonly [Column, Column]): void {
  const scalar = keys.scalar("as");
  if (scalar === undefined || row.as === undefined) return;
  const types = columns.flatMap((column) => column.types.slice(0, 1));
  if (row.as.startsWith(".")) {
    const field = row.as.slice(1);
    const references = types.filter((type) => type.kind === "record");
    const known = references.flatMap((type) => (type.kind === "record" ? type.shape.names() : []));
    if (references.length === 0) return void context.report("as-no-reference", scalar.span, { as: row.as });
    if (!known.includes(field))
      context.report("field-unknown", scalar.span, {
        field,
        of: references.map(showType).join(", "),
        nearest: nearest(field, known),
      });
    return;
  }
  if (!WORDS.includes(row.as))
    return void context.report(
      "option-unknown",
      scalar.span,
      { word: row.as, what: `"as"`, known: [...WORDS, ".field"] },
      { hints: didYouMean(row.as, WORDS) },
    );
  const wants = row.as === "not" ? ["bool"] : ["text", "int", "decimal"];
  for (const type of types) {
    if (!wants.includes(type.kind) && type.kind !== "unknown" && type.kind !== "fault")
      context.report("as-type", scalar.span, { as: row.as, wants: wants.join(" or "), found: showType(type) });
  }
}

/** Pairs are read both ways, so each word of either side needs one. */
function checkPairs(context: Context, keys: Keys, columns: readonly [Column, Column]): void {
  const { report } = context;
  const node = keys.node("pairs");
  // A table of the settings is an expression, and read with the row.
  if (node?.kind === "scalar") return;
  if (node === undefined || node.kind !== "list") {
    return void report("shape-wrong", keys.span("pairs"), {
      what: `"pairs"`,
      expected: "a list of pairs, or a table of the settings",
      found: node === undefined ? "nothing" : found(node),
    });
  }
  const covered = columns.map(() => new Set<string>());
  let unknown = false;
  for (const item of node.items) {
    const map = mapOf(item, "a pair", report);
    if (map === undefined) continue;
    const pair = new Keys(
      map,
      "a pair",
      columns.map((column) => column.name),
      report,
    );
    for (const [index, column] of columns.entries()) {
      pair.need(column.name);
      const scalar = pair.scalar(column.name);
      if (scalar !== undefined)
        for (const word of wordsOf(scalar))
          if (!checkPairWord(context, scalar, word, column, covered[index] as Set<string>)) unknown = true;
    }
  }
  // A word that is none may be meant for one of those that have no pair.
  if (unknown) return;
  for (const [index, column] of columns.entries())
    reportUncovered(context, keys, column, covered[index] as Set<string>);
}

function wordsOf(scalar: YamlScalar): readonly { readonly word: string; readonly at: number }[] {
  const words: { word: string; at: number }[] = [];
  for (const match of scalar.text.matchAll(/[^|\s](?:[^|]*[^|\s])?/g)) words.push({ word: match[0], at: match.index });
  return words;
}

function checkPairWord(
  context: Context,
  scalar: YamlScalar,
  { word, at }: { readonly word: string; readonly at: number },
  column: Column,
  covered: Set<string>,
): boolean {
  if (word === "omit") return true;
  const [type] = column.types;
  const known = type?.kind === "enum" ? type.members : type?.kind === "bool" ? ["true", "false"] : undefined;
  const span: Span = { source: scalar.span.source, start: scalar.offsetAt(at), end: scalar.offsetAt(at + word.length) };
  if (known !== undefined && !known.includes(word)) {
    context.report(
      "option-unknown",
      span,
      { word, what: `${column.name} ${column.paths[0]?.text ?? ""}`, known },
      { hints: didYouMean(word, known) },
    );
    return false;
  }
  if (covered.has(word)) context.report("pair-twice", span, { word });
  covered.add(word);
  return true;
}

function reportUncovered(context: Context, keys: Keys, column: Column, covered: ReadonlySet<string>): void {
  const [type] = column.types;
  const all = type?.kind === "enum" ? type.members : type?.kind === "bool" ? ["true", "false"] : [];
  const missing = all.filter((word) => !covered.has(word));
  if (missing.length > 0)
    context.report("pairs-missing", keys.span("pairs"), {
      field: `${column.name} ${column.paths[0]?.text ?? ""}`,
      missing,
    });
}

/** The kind that a shape is of, on a side. */
export function kindOfShape(context: Context, side: string, shape: Shape, span: Span): KindUse | undefined {
  const kinds = context.sides.get(side)?.schema.kinds;
  for (const [name, schema] of kinds ?? []) {
    if (schema.name === shape.kind)
      return { name: `${side}/${name}`, side, kind: name, schema, shape: context.withComputed(schema.shape), span };
  }
  return undefined;
}
