import { proofsOf } from "../../language/check/check.ts";
import type { Type } from "../../language/types/type.ts";
import type { TargetField } from "../../schema/system-schema.ts";
import { nearest } from "../../source/nearest.ts";
import type { Span } from "../../source/span.ts";
import type { YamlEntry, YamlList, YamlMap, YamlNode } from "../../source/yaml-tree.ts";
import type { Context } from "../context/context.ts";
import { Keys, mapOf } from "../context/keys.ts";
import type { Block, Cell, EachBlock, FieldNode, FixedList } from "../tree/field-node.ts";
import { itemType, readEachHead } from "./each-head.ts";
import { type FieldsPlace, type NodePlace, readCell, readCellMap, updateOf, whenOf } from "./read-cell.ts";
import { LEVEL_KEYS, readLevel } from "./read-level.ts";

const VALUE_KEYS = ["value", "text", "jsonata", "returns", "limit", "over", "required", "when", "remark", "ignore"];
const REGISTER_KEYS = ["link", "update"];
const BLOCK_KEYS = ["fields", "each", "when", "remark", ...LEVEL_KEYS];

/** Reads `fields:`, each into the field of the target that it names; what the target does not have is reported and left out. */
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
