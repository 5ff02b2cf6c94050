import type { Typed } from "../../language/check/check.ts";
import { checkExpression, proofsOf } from "../../language/check/check.ts";
import { readsOf } from "../../language/closures/lineage.ts";
import type { Frame, World } from "../../language/types/frame.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { Type } from "../../language/types/type.ts";
import type { TargetField } from "../../schema/system-schema.ts";
import { nearest } from "../../source/nearest.ts";
import type { Span } from "../../source/span.ts";
import type { YamlEntry, YamlList, YamlMap, YamlNode } from "../../source/yaml-tree.ts";
import type { Value } from "../../value/value.ts";
import type { Context } from "../context/context.ts";
import { Keys, mapOf } from "../context/keys.ts";
import type { Block, Cell, EachBlock, FieldNode, FixedList, Jsonata } from "../tree/field-node.ts";
import type { KindUse } from "../tree/kind-use.ts";
import { SOURCE_SLOT } from "../tree/slots.ts";
import { itemType, readEachHead } from "./each-head.ts";
import { checkCell, conditionOf, parseCell } from "./expressions.ts";
import { LEVEL_KEYS, readLevel } from "./read-level.ts";
import { noteSaying } from "./sayings.ts";

/** Where fields are being read: into which kind, under which path, in which scope, with which defaults of the file. */
export interface FieldsPlace {
  readonly context: Context;
  readonly kind: KindUse;
  readonly path: string;
  readonly scope: Scope;
  readonly over: "cut" | "refuse" | undefined;
  readonly update: "always" | "never" | undefined;
  /** In a register, cells may say `link` and `update`. */
  readonly inRegister: boolean;
}

const VALUE_KEYS = ["value", "text", "jsonata", "returns", "limit", "over", "required", "when", "remark", "ignore"];
const REGISTER_KEYS = ["link", "update"];
const BLOCK_KEYS = ["fields", "each", "when", "remark", ...LEVEL_KEYS];

export function readFields(map: YamlMap, place: FieldsPlace): readonly FieldNode[] {
  return map.entries.flatMap((entry) => readField(entry, place) ?? []);
}

function readField(entry: YamlEntry, place: FieldsPlace): FieldNode | undefined {
  const { context, kind } = place;
  const key = entry.key.text;
  const path = place.path === "" ? key : `${place.path}.${key}`;
  const target = kind.schema.target(path);
  if (target === undefined) {
    reportUnknownField(place, path, key, entry.key.span);
    return undefined;
  }
  const at: NodePlace = { ...place, ownPath: key.split("."), path, target, span: entry.key.span };
  if (entry.value.kind === "scalar") return readCell(entry.value, at, undefined);
  if (entry.value.kind === "list") return readList(entry.value, at);
  return readNode(entry.value, at, context);
}

interface NodePlace extends FieldsPlace {
  readonly ownPath: readonly string[];
  readonly target: TargetField;
  readonly span: Span;
}

function readNode(map: YamlMap, at: NodePlace, context: Context): FieldNode | undefined {
  const has = (key: string): boolean => map.entries.some((entry) => entry.key.text === key);
  if (has("ignore")) return readIgnored(map, at, context);
  if (has("each")) return readEach(map, at, context);
  if (has("fields")) return readBlock(map, at);
  const keys = new Keys(map, `the cell ${at.path}`, cellKeys(at), context.report);
  return readCellMap(keys, at);
}

function cellKeys(at: NodePlace): readonly string[] {
  return at.inRegister ? [...VALUE_KEYS, ...REGISTER_KEYS] : VALUE_KEYS;
}

function readIgnored(map: YamlMap, at: NodePlace, context: Context): FieldNode {
  const keys = new Keys(map, `the cell ${at.path}`, ["ignore"], context.report);
  const reason = keys.text("ignore") ?? "";
  return { kind: "ignored", ownPath: at.ownPath, path: at.path, reason, span: at.span };
}

function readCellMap(keys: Keys, at: NodePlace): Cell | undefined {
  const given = ["value", "text", "jsonata"].filter((key) => keys.has(key));
  if (given.length !== 1) {
    const [, second] = given;
    if (second === undefined) {
      if (keys.map.cut !== true) at.context.report("cell-empty", at.span, { path: at.path });
      return undefined;
    }
    return void at.context.report("cell-twice-valued", keys.span(second), { keys: given });
  }
  const [how] = given as [string];
  const node = keys.node(how);
  if (node === undefined) return undefined;
  if (how === "jsonata") return readJsonata(keys, at);
  if (node.kind === "list")
    return void at.context.report("shape-wrong", at.span, { what: `"value"`, expected: "one value", found: "a list" });
  return readCell(node, at, keys, how === "text");
}

/** One value into one field. `keys` are what else is said about it. */
function readCell(node: YamlNode, at: NodePlace, keys: Keys | undefined, isText = false): Cell | undefined {
  const { context } = at;
  const when = whenOf(keys, at);
  const scope = when === undefined ? at.scope : at.scope.assume(proofsOf(when, true));
  const parsed = parseCell(node, at.path, context.report, isText);
  if (parsed === undefined) return undefined;
  const value = checkCell(parsed, { scope, expected: withoutLimit(at.target.type), report: context.report });
  return cellOf(value, parsed.node.span, when, at, keys);
}

function cellOf(
  value: Typed,
  valueSpan: Span,
  when: Typed | undefined,
  at: NodePlace,
  keys: Keys | undefined,
  jsonata?: Jsonata,
): Cell {
  return {
    kind: "cell",
    ownPath: at.ownPath,
    path: at.path,
    target: at.target,
    value,
    ...limitsOf(at, keys),
    ...requiredOf(at, keys),
    link: keys?.flag("link") ?? false,
    update: updateOf(at, keys),
    when,
    remark: keys?.text("remark"),
    constant: when === undefined && jsonata === undefined && readsOf(value).size === 0,
    jsonata,
    span: at.span,
    valueSpan,
  };
}

function limitsOf(at: NodePlace, keys: Keys | undefined): Pick<Cell, "limit" | "over"> {
  const own = keys?.integer("limit");
  const limits = at.target.maxLength;
  if (own !== undefined && limits !== undefined && own > limits) {
    at.context.report("limit-above-schema", keys?.scalar("limit")?.span ?? at.span, {
      limit: own,
      schema: limits,
      path: at.path,
    });
  }
  return { limit: own ?? limits, over: keys?.word("over", ["cut", "refuse"]) ?? at.over };
}

function requiredOf(at: NodePlace, keys: Keys | undefined): Pick<Cell, "required" | "requiredSay"> {
  const scalar = keys?.scalar("required");
  if (scalar === undefined) return { required: at.target.required, requiredSay: undefined };
  if (typeof scalar.value === "boolean")
    return { required: scalar.value || at.target.required, requiredSay: undefined };
  noteSaying(at.context, scalar, []);
  return { required: true, requiredSay: scalar.text };
}

function updateOf(at: NodePlace, keys: Keys | undefined): "always" | "never" | undefined {
  return keys?.word("update", ["always", "never"]) ?? at.update;
}

function whenOf(keys: Keys | undefined, at: Pick<NodePlace, "scope" | "context">): Typed | undefined {
  const node = keys?.node("when");
  return node === undefined ? undefined : conditionOf(node, `"when"`, { scope: at.scope, report: at.context.report });
}

function readJsonata(keys: Keys, at: NodePlace): Cell | undefined {
  const { context } = at;
  const text = keys.scalar("jsonata");
  const returns = keys.need("returns");
  if (text === undefined || returns === undefined) return undefined;
  const known = ["text", "bool", "integer", "decimal", "date"] as const;
  const word = keys.word("returns", known);
  if (word === undefined) return undefined;
  context.report("jsonata-used", keys.span("jsonata"), {}, { severity: "warning" });
  const type: Type = word === "integer" ? { kind: "int" } : { kind: word };
  const name = `\u0000jsonata ${text.span.source.path}:${text.span.start}`;
  const id = `${text.span.source.path}:${text.span.start}`;
  at.scope.defineValue(name, { kind: "optional", of: type }, evaluateJsonata(id, text.text, word));
  const located = { text: name, span: () => text.span };
  const value = checkExpression(
    { kind: "name", name, start: 0, end: name.length },
    { text: located, scope: at.scope, expected: withoutLimit(at.target.type), report: context.report },
  );
  return cellOf(value, text.span, whenOf(keys, at), at, keys, { id, text: text.text, returns: type, span: text.span });
}

/** A block with the fields of a record. */
function readBlock(map: YamlMap, at: NodePlace, extraKeys: readonly string[] = []): Block | undefined {
  const { context } = at;
  const allowed = ["fields", "when", "remark", ...extraKeys, ...(at.inRegister ? ["update"] : [])];
  const keys = new Keys(map, `the block ${at.path}`, allowed, context.report);
  const when = whenOf(keys, at);
  const fields = keys.mapOf("fields");
  if (fields === undefined) return undefined;
  if (!isRecordLike(at.target.type))
    return void context.report("fields-of-no-record", keys.span("fields"), { path: at.path });
  const scope = when === undefined ? at.scope : at.scope.assume(proofsOf(when, true));
  const update = updateOf(at, keys);
  const inner = readFields(fields, { ...at, scope, update });
  return {
    kind: "block",
    ownPath: at.ownPath,
    path: at.path,
    target: at.target,
    when,
    fields: inner,
    update,
    span: at.span,
  };
}

function isRecordLike(type: Type): boolean {
  const plain = type.kind === "optional" ? type.of : type;
  return plain.kind === "record" || plain.kind === "unknown" || plain.kind === "fault";
}

function readEach(map: YamlMap, at: NodePlace, context: Context): EachBlock | undefined {
  const keys = new Keys(
    map,
    `the list ${at.path}`,
    [...BLOCK_KEYS, "value", "limit", "over", "required", ...(at.inRegister ? ["update"] : [])],
    context.report,
  );
  const item = itemTarget(at, keys.span("each"));
  const when = whenOf(keys, at);
  const scope = when === undefined ? at.scope : at.scope.assume(proofsOf(when, true));
  const each = readEachHead(context, keys, scope);
  if (item === undefined || each === undefined) return undefined;
  const level = readLevel(context, keys, each.scope);
  const inside: NodePlace = { ...at, ownPath: [], target: item, scope: level.scope };
  const fields = keys.mapOf("fields");
  const value = keys.node("value");
  let entry: Cell | Block | undefined;
  if (fields !== undefined) {
    if (!isRecordLike(item.type))
      return void context.report("fields-of-no-record", keys.span("fields"), { path: at.path });
    entry = {
      kind: "block",
      ownPath: [],
      path: at.path,
      target: item,
      when: undefined,
      fields: readFields(fields, inside),
      update: at.update,
      span: at.span,
    };
  } else if (value !== undefined) entry = readCell(value, inside, withoutKeys(keys, at));
  else context.report("each-without-entry", keys.span("each"), { path: at.path });
  if (entry === undefined) return undefined;
  return {
    kind: "each",
    ownPath: at.ownPath,
    path: at.path,
    target: at.target,
    when,
    each: { ...each, level },
    entry,
    update: updateOf(at, keys),
    span: at.span,
  };
}

/** Of the keys of an `each` only these speak of its single value. */
function withoutKeys(keys: Keys, at: NodePlace): Keys {
  const entries = keys.map.entries.filter((entry) => ["value", "limit", "over", "required"].includes(entry.key.text));
  return new Keys({ ...keys.map, entries }, keys.what, ["value", "limit", "over", "required"], at.context.report);
}

function itemTarget(at: NodePlace, span: Span): TargetField | undefined {
  const type = itemType(at.target.type);
  if (type === undefined) return void at.context.report("each-into-no-list", span, { path: at.path });
  return { ...at.target, type, list: false, required: false };
}

/** A list of fixed entries, each with its own `when`. */
function readList(list: YamlList, at: NodePlace): FixedList | undefined {
  const item = itemTarget(at, at.span);
  if (item === undefined) return undefined;
  const entries = list.items.flatMap((node): (Cell | Block)[] => {
    const inside: NodePlace = {
      ...at,
      ownPath: [],
      target: item,
      span: node.kind === "scalar" ? node.span : spanOfFirst(node, at),
    };
    if (node.kind === "scalar") return one(readCell(node, inside, undefined));
    const map = mapOf(node, `an entry of ${at.path}`, at.context.report);
    if (map === undefined) return [];
    if (map.entries.some((entry) => entry.key.text === "fields")) return one(readBlock(map, inside));
    return one(readCellMap(new Keys(map, `an entry of ${at.path}`, cellKeys(at), at.context.report), inside));
  });
  return {
    kind: "list",
    ownPath: at.ownPath,
    path: at.path,
    target: at.target,
    when: undefined,
    entries,
    update: at.update,
    span: at.span,
  };
}

function one<Item>(item: Item | undefined): Item[] {
  return item === undefined ? [] : [item];
}

function spanOfFirst(node: YamlNode, at: NodePlace): Span {
  return node.kind === "map" ? (node.entries[0]?.key.span ?? at.span) : at.span;
}

/** The text limit is a law of its own, so that `over` can answer it. */
function withoutLimit(type: Type): Type {
  if (type.kind === "optional") return { kind: "optional", of: withoutLimit(type.of) };
  if (type.kind === "list") return { kind: "list", of: withoutLimit(type.of) };
  return type.kind === "text" ? { kind: "text" } : type;
}

/** Points at the first step of a path that is not there. */
function reportUnknownField(place: FieldsPlace, path: string, key: string, span: Span): void {
  const { schema, name } = place.kind;
  const steps = path.split(".");
  const count = steps.findIndex((_, index) => schema.target(steps.slice(0, index + 1).join(".")) === undefined);
  const step = steps[count] ?? key;
  const parent = steps.slice(0, count).join(".");
  // The key is the last stretch of the path; in quotes with escapes it cannot be told apart.
  const before = parent.length + (parent === "" ? 0 : 1) - (path.length - key.length);
  const start = span.start + Math.max(0, before);
  const isPlain = span.end - span.start === key.length;
  place.context.report("field-unknown", isPlain ? { ...span, start, end: start + step.length } : span, {
    field: step,
    of: parent === "" ? name : `${name}.${parent}`,
    nearest: nearest(step, schema.targetNames(parent)),
  });
}

/** The world of a flow reshapes records in its own time; see `FlowWorld` of the compiled integration. */
interface ReshapingWorld extends World {
  reshape(id: string, text: string, returns: string, input: Value): Value;
}

function evaluateJsonata(id: string, text: string, returns: string) {
  return (frame: Frame): Value => (frame.world as ReshapingWorld).reshape(id, text, returns, frame.slots[SOURCE_SLOT]);
}
