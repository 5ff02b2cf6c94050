import type { YamlScalar } from "../../source/yaml-tree.ts";
import type { Value } from "../../value/value.ts";
import type { Context } from "../context/context.ts";
import { didYouMean, type Keys, scalarOf } from "../context/keys.ts";
import type { SettingValue } from "../tree/setting.ts";

/** Reads the `default` of a setting; reported and left out where it does not fit. */
export function readDefault(context: Context, keys: Keys, value: SettingValue): Value {
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
