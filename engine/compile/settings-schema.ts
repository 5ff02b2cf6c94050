import type { Setting, SettingGroup, SettingValue } from "../mapping/tree/setting.ts";

/** The JSON Schema of a group of settings. */
export function schemaOfGroup(group: SettingGroup): Record<string, unknown> {
  const required = group.entries
    .filter((entry) => (entry.kind === "group" ? hasRequired(entry) : isRequired(entry)))
    .map((entry) => entry.name);
  return {
    type: "object",
    properties: Object.fromEntries(
      group.entries.map((entry) => [
        entry.name,
        entry.kind === "group"
          ? { title: entry.title, ...describe(entry.help), ...schemaOfGroup(entry) }
          : schemaOfSetting(entry),
      ]),
    ),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

function isRequired(setting: Setting): boolean {
  return setting.required && setting.when === undefined && setting.default === undefined;
}

function hasRequired(group: SettingGroup): boolean {
  return group.entries.some((entry) => (entry.kind === "group" ? hasRequired(entry) : isRequired(entry)));
}

function schemaOfSetting(setting: Setting): Record<string, unknown> {
  return {
    title: setting.title,
    ...describe(setting.help),
    ...schemaOfValue(setting.value),
    ...(setting.default === undefined ? {} : { default: setting.default }),
    ...(setting.secret ? { writeOnly: true } : {}),
  };
}

function describe(help: string | undefined): Record<string, unknown> {
  return help === undefined ? {} : { description: help };
}

function schemaOfValue(value: SettingValue): Record<string, unknown> {
  switch (value.kind) {
    case "one of":
      return { enum: value.options };
    case "record":
      return { description: `id, number, code or name of a record of ${value.of.name}`, type: ["string", "integer"] };
    case "field":
      return value.type.kind === "enum" ? { enum: value.type.members } : { type: "string" };
    case "list of":
      return { type: "array", items: schemaOfValue(value.of) };
    case "table":
      return { type: "object", additionalProperties: schemaOfValue(value.value) };
    case "scalar":
      return schemaOfScalar(value.type);
  }
}

function schemaOfScalar(type: Extract<SettingValue, { kind: "scalar" }>["type"]): Record<string, unknown> {
  if (type === "bool") return { type: "boolean" };
  if (type === "integer") return { type: "integer" };
  if (type === "decimal" || type === "percent") return { type: "number" };
  return type === "text" ? { type: "string" } : { type: "string", format: type };
}
