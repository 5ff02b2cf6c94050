import type { Typed } from "../../language/check/check.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { Type } from "../../language/types/type.ts";
import type { YamlMap } from "../../source/yaml-tree.ts";
import { checkCell, expressionOf, parseCell } from "../cells/expressions.ts";
import { readFields } from "../cells/fields.ts";
import { namesIn } from "../cells/mentioned-names.ts";
import { LEVEL_KEYS, readLevel } from "../cells/read-level.ts";
import { HIDDEN_SOURCE, rootScope } from "../cells/root-scope.ts";
import { type Context, kindOfShape, kindUseNamed } from "../context/context.ts";
import { didYouMean, found, Keys, mapOf, scalarOf, spanOfNode } from "../context/keys.ts";
import { type FlowFile, flowBase, LOCAL_KEYS } from "../files/flow-file.ts";
import type { KindUse } from "../tree/kind-use.ts";
import type { TypedTwoWayRegister } from "../tree/typed-flow.ts";
import { readRows } from "./rows.ts";

const KEYS = [
  "register",
  "title",
  "about",
  "between",
  "master",
  "conflict",
  "existing",
  "route",
  "skip",
  "wait until",
  "parts",
  ...LEVEL_KEYS,
  "company",
  "run",
  "update",
  "over",
  "rows",
  ...LOCAL_KEYS,
];

/** One side of a two-way register: one kind, or several registers with a name each. */
export interface TwoWaySide {
  readonly side: string;
  readonly several: boolean;
  readonly members: readonly { readonly name: string; readonly kind: KindUse }[];
}

/** A child record that is written with the record of its side. */
export interface RecordPart {
  readonly name: string;
  /** Undefined, as its kind is, where that has been reported: what the rows say of the part is then left alone. */
  readonly side: string | undefined;
  readonly kind: KindUse | undefined;
  readonly is: Typed | undefined;
}

/** The kinds of both sides, for those who name the register. */
export function twoWayHead(context: Context, map: YamlMap): readonly (readonly KindUse[])[] {
  const entry = map.entries.find(({ key }) => key.text === "between");
  return entry?.value.kind === "map"
    ? readSidesOf(context, entry.value).map((side) => side.members.map((member) => member.kind))
    : [];
}

function readSidesOf(context: Context, between: YamlMap): readonly TwoWaySide[] {
  return between.entries.flatMap(({ key, value }): TwoWaySide[] => {
    if (context.unreadable.has(key.text)) return [];
    if (!context.sides.has(key.text)) {
      const known = [...context.sides.keys()];
      context.report("side-unknown", key.span, { side: key.text, known }, { hints: didYouMean(key.text, known) });
      return [];
    }
    if (value.kind === "scalar") {
      const kind = kindUseNamed(context, value.text, value.span);
      return kind === undefined ? [] : [{ side: key.text, several: false, members: [{ name: key.text, kind }] }];
    }
    const map = mapOf(value, `the side ${key.text}`, context.report);
    const members = (map?.entries ?? []).flatMap((entry) => {
      const scalar = scalarOf(entry.value, entry.key.text, context.report);
      const kind = scalar === undefined ? undefined : kindUseNamed(context, scalar.text, scalar.span);
      return kind === undefined ? [] : [{ name: entry.key.text, kind }];
    });
    return [{ side: key.text, several: true, members }];
  });
}

/** Reads a register that flows both ways: read and checked in full. */
export function readTwoWayRegister(context: Context, file: FlowFile): TypedTwoWayRegister | undefined {
  const { report } = context;
  const keys = new Keys(file.map, "a two-way register", KEYS, report);
  const between = keys.mapOf("between");
  if (!keys.has("between")) keys.need("between");
  const sides = between === undefined ? [] : readSidesOf(context, between);
  if (between !== undefined && between.entries.length !== 2)
    report("between-two", keys.span("between"), { found: between.entries.length });
  if (sides.length !== 2 || sides.some((side) => side.members.length === 0)) return undefined;
  const root = rootScope(
    context,
    { name: HIDDEN_SOURCE, shape: { name: "", field: () => undefined, names: () => [] } },
    false,
  );
  for (const side of sides) declareSide(root, side);
  const parts = readParts(context, keys, root, sides);
  const level = readLevel(context, keys, root.child());
  const { scope } = level;
  const choices = [
    readChoice(context, keys, "master", [...sides.map((side) => side.side), "both"]),
    readChoice(
      context,
      keys,
      "conflict",
      sides.map((side) => side.side),
    ),
    readChoice(context, keys, "existing", ["create", "link"]),
    ...readRoutes(context, keys, sides),
    ...parts.map((part) => part.is),
  ].filter((typed) => typed !== undefined);
  const update = keys.word("update", ["always", "never"]);
  const over = keys.word("over", ["cut", "refuse"]);
  keys.need("rows");
  keys.need("master");
  const rows = readRows(context, keys, { scope, sides, parts, over, update });
  return { kind: "two-way register", ...flowBase(file, keys), sides, level, choices, rows };
}

function declareSide(root: Scope, side: TwoWaySide): void {
  for (const { name, kind } of side.members) {
    const record: Type = { kind: "record", shape: kind.shape };
    root.declare(name, side.several ? { kind: "optional", of: record } : record, {
      description: `the record in ${side.side}`,
    });
  }
}

function readParts(context: Context, keys: Keys, scope: Scope, sides: readonly TwoWaySide[]): readonly RecordPart[] {
  const { report } = context;
  return (keys.mapOf("parts")?.entries ?? []).flatMap(({ key, value }): RecordPart[] => {
    const map = mapOf(value, `the part ${key.text}`, report);
    if (map === undefined) return [];
    const inner = new Keys(map, `the part ${key.text}`, ["of", "is", "new"], report);
    for (const needed of ["of", "is"]) inner.need(needed);
    const side = inner.word(
      "of",
      sides.map((one) => one.side),
    );
    const node = inner.node("is");
    const is = node === undefined ? undefined : expressionOf(node, `"is"`, { scope, report });
    const unknown: RecordPart = { name: key.text, side, kind: undefined, is };
    if (is === undefined) {
      scope.declare(key.text, { kind: "fault" }, { span: key.span });
      return [unknown];
    }
    scope.define(key.text, is, { span: key.span });
    if (side === undefined) return [unknown];
    const plain = is.type.kind === "optional" ? is.type.of : is.type;
    const kind = plain.kind === "record" ? kindOfShape(context, side, plain.shape, key.span) : undefined;
    if (kind === undefined) {
      if (plain.kind !== "fault")
        report("part-not-record", node === undefined ? key.span : spanOfNode(node), { part: key.text });
      return [unknown];
    }
    const made = inner.mapOf("new");
    if (made !== undefined)
      readFields(made, { context, kind, path: "", scope, over: undefined, update: undefined, inRegister: false });
    return [{ name: key.text, side, kind, is }];
  });
}

/**
 * One of some words, or an expression that gives one: `master: settings.customers.master`, `existing: create if … else link`.
 * It is chosen for the whole register, so it knows the settings and no record.
 */
function readChoice(context: Context, keys: Keys, key: string, words: readonly string[]): Typed | undefined {
  const node = keys.node(key);
  if (node === undefined) return undefined;
  const { report } = context;
  if (node.kind === "scalar" && words.includes(node.text)) return undefined;
  const parsed = parseCell(node, `"${key}"`, report);
  if (parsed === undefined) return undefined;
  const names = namesIn(parsed.expr);
  // A setting brings its own words; words written here are those of the key.
  const expected: Type = { kind: "enum", name: key, members: words };
  const own = words.some((word) => names.has(word)) ? { expected } : {};
  const typed = checkCell(parsed, { scope: rootScope(context, undefined), report, ...own });
  const type = typed.type.kind === "optional" ? typed.type.of : typed.type;
  const given = type.kind === "enum" ? type.members : type.kind === "word" ? type.words : undefined;
  if (type.kind === "fault") return undefined;
  if (given === undefined)
    return void report("shape-wrong", spanOfNode(node), {
      what: `"${key}"`,
      expected: `one of ${words.join(", ")}`,
      found: found(node),
    });
  for (const word of given) {
    if (!words.includes(word))
      report(
        "option-unknown",
        spanOfNode(node),
        { word, what: `"${key}"`, known: words },
        { hints: didYouMean(word, words) },
      );
  }
  return typed;
}

function readRoutes(context: Context, keys: Keys, sides: readonly TwoWaySide[]): (Typed | undefined)[] {
  const { report } = context;
  const map = keys.mapOf("route");
  const several = sides.filter((side) => side.several);
  for (const side of several) {
    const entry = map?.entries.find(({ key }) => key.text === side.side);
    if (entry === undefined)
      report("route-missing", keys.has("route") ? keys.span("route") : keys.span("between"), { side: side.side });
  }
  return (map?.entries ?? []).map(({ key, value }) => {
    const side = several.find((candidate) => candidate.side === key.text);
    const known = several.map((candidate) => candidate.side);
    if (side === undefined) {
      return void report(
        "option-unknown",
        key.span,
        { word: key.text, what: `"route"`, known },
        { hints: didYouMean(key.text, known) },
      );
    }
    const members = [...side.members.map((member) => member.name), "skip"];
    return expressionOf(value, `"route"`, {
      scope: routeScope(context, sides, side),
      expected: { kind: "enum", name: `registers of ${side.side}`, members },
      report,
    });
  });
}

/** Where a new item goes: there is none of that side yet, so its registers' names are words. */
function routeScope(context: Context, sides: readonly TwoWaySide[], side: TwoWaySide): Scope {
  const scope = rootScope(context, undefined);
  for (const other of sides) if (other !== side) declareSide(scope, other);
  return scope;
}
