import { readOf } from "../../language/types/built-in-fields.ts";
import type { Field, Shape, Type } from "../../language/types/type.ts";
import type { ScalarWord, SettingGroup, SettingValue } from "../tree/setting.ts";

/** The type that a setting has in expressions. */
export function typeOf(value: SettingValue, path: readonly string[]): Type {
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
    case "scalar":
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
    fields.set(name, { name, type, description: entry.title, read: readOf(name), own: true });
  }
  return {
    name: ["settings", ...group.path].join("."),
    field: (name) => fields.get(name),
    names: () => [...fields.keys()],
  };
}
