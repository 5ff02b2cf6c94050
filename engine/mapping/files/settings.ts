import { Scope } from "../../language/types/scope.ts";
import type { Field, Shape, Type } from "../../language/types/type.ts";
import { nearest } from "../../source/nearest.ts";
import type { Span } from "../../source/span.ts";
import type { YamlMap, YamlNode, YamlScalar } from "../../source/yaml-tree.ts";
import type { Value } from "../../value/value.ts";
import { conditionOf } from "../cells/expressions.ts";
import { type Context, kindUseNamed } from "../context/context.ts";
import { didYouMean, found, Keys, mapOf, scalarOf, spanOfNode } from "../context/keys.ts";
import type { ScalarWord, Setting, SettingGroup, SettingValue } from "../tree/setting.ts";

const SCALARS: readonly ScalarWord[] = ["text", "bool", "integer", "decimal", "percent", "date", "email"];
const KINDS = ["type", "one of", "record", "list of", "table"];
const SETTING_KEYS = [...KINDS, "where", "title", "help", "default", "required", "secret", "when"];

/** Reads `settings:`; `when` of a setting is checked later, when the type of all settings is known. */
export function readSettingGroup(context: Context, map: YamlMap | undefined, span: Span): SettingGroup {
  const entries = map === undefined ? [] : readEntries(context, map, []);
  return { kind: "group", name: "settings", path: [], title: "Settings", help: undefined, entries, span };
}

function readEntries(context: Context, map: YamlMap, path: readonly string[]): (Setting | SettingGroup)[] {
  return map.entries.flatMap(({ key, value }) => {
    if (value.kind === "scalar" && (key.text === "title" || key.text === "help") && path.length > 0) return [];
    const inner = mapOf(value, `the setting ${[...path, key.text].join(".")}`, context.report);
    if (inner === undefined) return [];
    const isSetting = inner.entries.some(
      (entry) =>
        KINDS.includes(entry.key.text) &&
        (entry.key.text !== "table" || entry.value.kind === "map" || entry.value.kind === "scalar"),
    );
    return isSetting
      ? readSetting(context, key.text, key.span, inner, path)
      : readGroup(context, key.text, key.span, inner, path);
  });
}

function readGroup(context: Context, name: string, span: Span, map: YamlMap, above: readonly string[]): SettingGroup {
  const path = [...above, name];
  const scalar = (key: string): string | undefined => {
    const node = map.entries.find((entry) => entry.key.text === key)?.value;
    return node?.kind === "scalar" ? node.text : undefined;
  };
  return {
    kind: "group",
    name,
    path,
    title: scalar("title") ?? name,
    help: scalar("help"),
    entries: readEntries(context, map, path),
    span,
  };
}

function readSetting(context: Context, name: string, span: Span, map: YamlMap, above: readonly string[]): Setting {
  const { report } = context;
  const path = [...above, name];
  const keys = new Keys(map, `the setting ${path.join(".")}`, SETTING_KEYS, report);
  const kinds = KINDS.filter((key) => keys.has(key));
  if (kinds.length > 1) report("setting-kinds", keys.span(kinds[1] ?? ""), { kinds });
  const value = readValue(context, keys, kinds[0] ?? "", path);
  if (value === undefined) return unreadable(name, path, span);
  if (!keys.has("title")) report("key-missing", span, { key: "title", what: `the setting ${path.join(".")}` });
  const standard = readDefault(context, keys, value);
  const required = keys.flag("required");
  if (required && standard !== undefined)
    report("setting-required-default", keys.span("required"), {}, { severity: "warning" });
  const certain =
    standard !== undefined ||
    (required && !keys.has("when")) ||
    isBool(value) ||
    value.kind === "list of" ||
    value.kind === "table";
  const plain = typeOf(value, path);
  return {
    kind: "setting",
    name,
    path,
    title: keys.text("title") ?? name,
    help: keys.text("help"),
    value,
    default: standard ?? (isBool(value) ? false : undefined),
    required,
    secret: keys.flag("secret"),
    when: undefined,
    type: certain ? plain : { kind: "optional", of: plain },
    span,
  };
}

/** A setting that has been reported stands here all the same, so that those who read it are not reported too. */
function unreadable(name: string, path: readonly string[], span: Span): Setting {
  const value: SettingValue = { kind: "scalar", type: "text" };
  return {
    kind: "setting",
    name,
    path,
    title: name,
    help: undefined,
    value,
    default: undefined,
    required: false,
    secret: false,
    when: undefined,
    type: { kind: "fault" },
    span,
  };
}

function isBool(value: SettingValue): boolean {
  return value.kind === "scalar" && value.type === "bool";
}

function readValue(context: Context, keys: Keys, kind: string, path: readonly string[]): SettingValue | undefined {
  const node = keys.node(kind);
  if (node === undefined) return undefined;
  if (kind === "one of") return readOneOf(context, keys);
  if (kind === "table") return readTable(context, node);
  const scalar = scalarOf(node, `"${kind}"`, context.report);
  if (scalar === undefined) return undefined;
  if (kind === "record") return chosenAmong(context, keys, recordValue(context, scalar));
  const inner = valueNamed(context, scalar, path);
  return kind === "list of" && inner !== undefined ? { kind: "list of", of: inner } : inner;
}

function readOneOf(context: Context, keys: Keys): SettingValue | undefined {
  const list = keys.list("one of");
  if (list === undefined) return undefined;
  const options = list.items.flatMap((item) => scalarOf(item, "an option", context.report)?.text ?? []);
  return { kind: "one of", options };
}

/** `where: { type: TRAVEL }`: only such records may be chosen. */
function chosenAmong(context: Context, keys: Keys, value: SettingValue | undefined): SettingValue | undefined {
  const map = keys.mapOf("where");
  if (map === undefined || value?.kind !== "record") return value;
  const where: Record<string, Value> = {};
  for (const { key, value: node } of map.entries) {
    const scalar = scalarOf(node, `"${key.text}"`, context.report);
    const field = value.of.shape.field(key.text);
    if (field === undefined)
      context.report("field-unknown", key.span, {
        field: key.text,
        of: value.of.name,
        nearest: nearest(key.text, value.of.shape.names()),
      });
    else if (scalar !== undefined) where[key.text] = scalar.value as Value;
  }
  return { ...value, where };
}

function recordValue(context: Context, scalar: YamlScalar): SettingValue | undefined {
  const of = kindUseNamed(context, scalar.text, scalar.span);
  return of === undefined ? undefined : { kind: "record", of, where: {} };
}

/** A word of the list, a kind, or a field of a kind: `procountor/product.unit`. */
function valueNamed(context: Context, scalar: YamlScalar, path: readonly string[]): SettingValue | undefined {
  const type = SCALARS.find((word) => word === scalar.text);
  if (type !== undefined) return { kind: "scalar", type };
  if (!scalar.text.includes("/")) {
    const what = path.length === 0 ? "a column of the table" : `"type"`;
    return void context.report(
      "option-unknown",
      scalar.span,
      { word: scalar.text, what, known: SCALARS },
      { hints: didYouMean(scalar.text, SCALARS) },
    );
  }
  const dot = scalar.text.indexOf(".");
  if (dot < 0) return recordValue(context, scalar);
  const of = kindUseNamed(context, scalar.text.slice(0, dot), scalar.span);
  if (of === undefined) return undefined;
  const name = scalar.text.slice(dot + 1);
  const field = of.shape.field(name);
  if (field === undefined)
    return void context.report("field-unknown", scalar.span, {
      field: name,
      of: of.name,
      nearest: nearest(name, of.shape.names()),
    });
  return { kind: "field", of, type: field.type.kind === "optional" ? field.type.of : field.type };
}

/** `table: { text: procountor/product.unit }`: the type of its keys and that of its values. */
function readTable(context: Context, node: YamlNode): SettingValue | undefined {
  const map = mapOf(node, `"table"`, context.report);
  if (map === undefined) return undefined;
  const [entry] = map.entries;
  if (entry === undefined || map.entries.length !== 1) {
    return void context.report("shape-wrong", spanOfNode(node), {
      what: `"table"`,
      expected: "one pair, e.g. { text: decimal }",
      found: found(node),
    });
  }
  const key = valueNamed(context, entry.key, []);
  const scalar = scalarOf(entry.value, `"table"`, context.report);
  const value = scalar === undefined ? undefined : valueNamed(context, scalar, []);
  return key === undefined || value === undefined ? undefined : { kind: "table", key, value };
}

function readDefault(context: Context, keys: Keys, value: SettingValue): Value {
  if (value.kind === "table") return readTableDefault(context, keys, value);
  const scalar = keys.scalar("default");
  if (scalar === undefined) return undefined;
  const problem = problemOf(value, scalar);
  if (problem === undefined) return standardValue(value, scalar);
  const options = value.kind === "one of" ? didYouMean(scalar.text, value.options) : [];
  return void context.report(
    "setting-default",
    scalar.span,
    { value: scalar.text, expected: problem },
    { hints: options },
  );
}

/** The rows that a table has until the settings say others. */
function readTableDefault(context: Context, keys: Keys, table: Extract<SettingValue, { kind: "table" }>): Value {
  const map = keys.mapOf("default");
  if (map === undefined) return undefined;
  const rows: Record<string, Value> = {};
  for (const { key, value } of map.entries) {
    const scalar = scalarOf(value, `"${key.text}"`, context.report);
    if (scalar === undefined) continue;
    const members =
      table.value.kind === "field" && table.value.type.kind === "enum" ? table.value.type.members : undefined;
    if (members !== undefined && !members.includes(scalar.text)) {
      context.report(
        "setting-default",
        scalar.span,
        { value: scalar.text, expected: "a word of that list" },
        { hints: didYouMean(scalar.text, members) },
      );
    } else rows[key.text] = members === undefined ? (scalar.value as Value) : scalar.text;
  }
  return rows;
}

function standardValue(value: SettingValue, scalar: YamlScalar): Value {
  return value.kind === "scalar" && !["text", "email", "date"].includes(value.type)
    ? (scalar.value as Value)
    : scalar.text;
}

function problemOf(value: SettingValue, scalar: YamlScalar): string | undefined {
  if (value.kind === "one of")
    return value.options.includes(scalar.text) ? undefined : `one of ${value.options.join(", ")}`;
  if (value.kind !== "scalar") return "a scalar setting or a table; records and lists have no default";
  if (value.type === "bool") return typeof scalar.value === "boolean" ? undefined : "true or false";
  if (value.type === "integer") return Number.isInteger(scalar.value) ? undefined : "a whole number";
  if (value.type === "decimal" || value.type === "percent")
    return typeof scalar.value === "number" ? undefined : "a number";
  return undefined;
}

function typeOf(value: SettingValue, path: readonly string[]): Type {
  switch (value.kind) {
    case "one of":
      return { kind: "enum", name: `settings.${path.join(".")}`, members: value.options };
    case "record":
      return { kind: "record", shape: value.of.shape };
    case "field":
      return value.type;
    case "list of":
      return { kind: "list", of: typeOf(value.of, path) };
    case "table":
      return { kind: "table", key: typeOf(value.key, path), value: typeOf(value.value, path) };
    default:
      return scalarType(value.type);
  }
}

function scalarType(word: ScalarWord): Type {
  if (word === "email" || word === "text") return { kind: "text" };
  if (word === "integer") return { kind: "int" };
  return { kind: word === "percent" ? "decimal" : word };
}

/** The settings as a record, so that `settings.salesInvoices.email` is a path like any other. */
export function shapeOfSettings(group: SettingGroup): Shape {
  const fields = new Map<string, Field>();
  for (const entry of group.entries) {
    const type: Type = entry.kind === "group" ? { kind: "record", shape: shapeOfSettings(entry) } : entry.type;
    const { name } = entry;
    fields.set(name, { name, type, description: entry.title, read: (record) => record[name], own: true });
  }
  return {
    name: ["settings", ...group.path].join("."),
    field: (name) => fields.get(name),
    names: () => [...fields.keys()],
  };
}

/** Checks `when` of each setting, where the settings of its own group are bare names. */
export function checkSettingConditions(context: Context, map: YamlMap | undefined, group: SettingGroup): SettingGroup {
  const entries = group.entries.map((entry) => {
    const node = map?.entries.find((candidate) => candidate.key.text === entry.name)?.value;
    const inner = node?.kind === "map" ? node : undefined;
    if (entry.kind === "group") return checkSettingConditions(context, inner, entry);
    const when = inner?.entries.find((candidate) => candidate.key.text === "when")?.value;
    if (when === undefined) return entry;
    const scope = Scope.root();
    scope.declare("settings", context.settingsType);
    scope.declare(`\u0000group`, { kind: "record", shape: shapeOfSettings(group) }, { open: true });
    return { ...entry, when: conditionOf(when, `"when"`, { scope, report: context.report }) };
  });
  return { ...group, entries };
}
