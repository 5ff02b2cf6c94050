import { compileExpression } from "../language/closures/compile.ts";
import { EvaluationFault } from "../language/types/fault.ts";
import type { Setting, SettingGroup, SettingValue } from "../mapping/tree/setting.ts";
import { allSettings } from "../mapping/tree/setting.ts";
import type { TypedIntegration } from "../mapping/tree/typed-integration.ts";
import { nearest } from "../source/nearest.ts";
import { isDate } from "../value/date.ts";
import { isDecimal, isInteger } from "../value/decimal.ts";
import { isPresent } from "../value/equality.ts";
import { getPath } from "../value/path.ts";
import { Secret } from "../value/secret.ts";
import type { RecordValue, Value } from "../value/value.ts";
import type { CompiledIntegration } from "./compiled.ts";
import { recordSettings } from "./record-settings.ts";
import { schemaOfGroup } from "./settings-schema.ts";

type Settings = CompiledIntegration["settings"];
type SettingFault = ReturnType<Settings["read"]>["faults"][number];

/** The settings of an integration: their JSON Schema, which of them name records, and how a value of them is read. */
export function compileSettings(integration: TypedIntegration): Settings {
  const group = integration.settings;
  const settings = allSettings(group);
  return {
    schema: {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: integration.title,
      ...schemaOfGroup(group),
    },
    records: recordSettings(settings),
    read: (value) => {
      const faults: SettingFault[] = [];
      const read = readGroup(group, value, faults);
      for (const setting of settings) checkRequired(setting, read, faults);
      return { value: read, faults };
    },
  };
}

function readGroup(group: SettingGroup, value: unknown, faults: SettingFault[]): Record<string, Value> {
  const given = isObject(value) ? value : {};
  if (value !== undefined && value !== null && !isObject(value)) {
    faults.push({
      path: group.path.join("."),
      title: group.title,
      problem: "is a group of settings, each with its own value",
      missing: false,
    });
  }
  const names = group.entries.map((entry) => entry.name);
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    faults.push({
      path: [...group.path, name].join("."),
      title: name,
      problem: `does not exist; ${near === undefined ? `there are ${names.join(", ")}` : `did you mean "${near}"?`}`,
      missing: false,
    });
  }
  const read: Record<string, Value> = {};
  for (const entry of group.entries) {
    const inner = Object.hasOwn(given, entry.name) ? given[entry.name] : undefined;
    const value = entry.kind === "group" ? readGroup(entry, inner, faults) : readSetting(entry, inner, faults);
    if (value !== undefined) read[entry.name] = value;
  }
  return read;
}

function readSetting(setting: Setting, value: unknown, faults: SettingFault[]): Value {
  if (setting.secret) return readSecret(setting, value, faults);
  if (value === undefined || value === null || value === "") return standardOf(setting);
  const problem = problemOf(setting.value, value);
  if (problem === undefined) return value as Value;
  const found = typeof value === "object" ? "" : `, not "${String(value)}"`;
  faults.push({ path: setting.path.join("."), title: setting.title, problem: `${problem}${found}`, missing: false });
  return standardOf(setting);
}

/** From here to where it is sent it is a `Secret`, wherever it was written. */
function readSecret({ path, title }: Setting, value: unknown, faults: SettingFault[]): Value {
  const name = path.join(".");
  if (value === undefined || value === null || value === "") return undefined;
  if (value instanceof Secret) return new Secret(value.reveal(), name);
  if (typeof value === "string") return new Secret(value, name);
  faults.push({ path: name, title, problem: "must be { env: NAME }, { file: path } or a text", missing: false });
  return undefined;
}

function standardOf(setting: Setting): Value {
  if (setting.default !== undefined) return setting.default;
  if (setting.value.kind === "list of") return [];
  return setting.value.kind === "table" ? {} : undefined;
}

/** What would be right, where a value is not. */
function problemOf(value: SettingValue, given: unknown): string | undefined {
  switch (value.kind) {
    case "one of":
      return value.options.some((option) => option === given)
        ? undefined
        : `must be one of ${value.options.join(", ")}`;
    case "record":
      return typeof given === "string" || typeof given === "number" || isObject(given)
        ? undefined
        : `must name a record of ${value.of.name}`;
    case "field":
      return value.type.kind === "enum" && !value.type.members.includes(String(given))
        ? `must be one of ${shortList(value.type.members)}`
        : undefined;
    case "list of": {
      if (!Array.isArray(given)) return "must be a list";
      return given.map((item) => problemOf(value.of, item)).find((problem) => problem !== undefined);
    }
    case "table": {
      if (!isObject(given)) return "must be a table of two columns";
      return Object.values(given)
        .map((item) => problemOf(value.value, item))
        .find((problem) => problem !== undefined);
    }
    case "scalar":
      return scalarProblem(value.type, given);
  }
}

function shortList(words: readonly string[]): string {
  return words.length > 12 ? `${words.slice(0, 12).join(", ")} …` : words.join(", ");
}

function scalarProblem(type: Extract<SettingValue, { kind: "scalar" }>["type"], given: unknown): string | undefined {
  if (type === "bool") return typeof given === "boolean" ? undefined : "must be true or false";
  if (type === "integer") return isDecimal(given) && isInteger(given) ? undefined : "must be a whole number";
  if (type === "decimal" || type === "percent") return isDecimal(given) ? undefined : "must be a number";
  if (typeof given !== "string") return "must be a text";
  if (type === "date") return isDate(given) ? undefined : "must be a date, e.g. 2026-01-31";
  return type === "email" && !/^[^\s@]+@[^\s@][^\s@.]*\.[^\s@]+$/.test(given) ? "must be an e-mail address" : undefined;
}

/** A setting is required while its `when` holds. */
function checkRequired(setting: Setting, settings: RecordValue, faults: SettingFault[]): void {
  if (!setting.required || isPresent(getPath(settings, setting.path))) return;
  if (setting.when !== undefined && !holds(setting, settings)) return;
  const path = setting.path.join(".");
  if (!faults.some((fault) => fault.path === path))
    faults.push({ path, title: setting.title, problem: "must be filled in", missing: true });
}

function holds(setting: Setting, settings: RecordValue): boolean {
  if (setting.when === undefined) return true;
  const evaluate = compileExpression(setting.when);
  const group = setting.path.slice(0, -1);
  try {
    const frame = {
      slots: [settings, undefined, group.length === 0 ? settings : getPath(settings, group)],
      world: noWorld,
    };
    return evaluate(frame) === true;
  } catch (fault) {
    if (fault instanceof EvaluationFault) return false;
    throw fault;
  }
}

const noWorld = { now: "", today: "", lookup: () => undefined };
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
