import { Scope } from "../../language/types/scope.ts";
import { SECRET } from "../../language/types/type-relations.ts";
import type { Span } from "../../source/span.ts";
import type { YamlMap } from "../../source/yaml-tree.ts";
import { conditionOf } from "../cells/expressions.ts";
import type { Context } from "../context/context.ts";
import { Keys, mapOf } from "../context/keys.ts";
import type { Setting, SettingGroup, SettingValue } from "../tree/setting.ts";
import { readDefault } from "./setting-default.ts";
import { shapeOfSettings, typeOf } from "./setting-type.ts";
import { readValue } from "./setting-value.ts";

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
  const secret = keys.flag("secret") && canBeSecret(context, keys, value);
  const plain = secret ? SECRET : typeOf(value, path);
  return {
    kind: "setting",
    name,
    path,
    title: keys.text("title") ?? name,
    help: keys.text("help"),
    value,
    default: standard ?? (isBool(value) ? false : undefined),
    required,
    secret,
    when: undefined,
    type: certain ? plain : { kind: "optional", of: plain },
    span,
  };
}

/** Only a text is hidden: a word of a list or a record is known to whoever reads the mapping or the other system. */
function canBeSecret({ report }: Context, keys: Keys, value: SettingValue): boolean {
  const span = keys.span("secret");
  if (value.kind !== "scalar" || value.type !== "text") {
    report("shape-wrong", span, { what: "a secret setting", expected: "type: text", found: "another type" });
    return false;
  }
  if (keys.has("default"))
    report("shape-wrong", keys.span("default"), {
      what: "a secret setting",
      expected: "no default: each company has its own, from its environment or a file",
      found: "a default in the mapping",
    });
  return true;
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
