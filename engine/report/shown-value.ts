import { forLine } from "../value/cleaned.ts";
import { stringifyJson } from "../value/json.ts";
import { Secret } from "../value/secret.ts";
import { FileValue, Money, type Value } from "../value/value.ts";

const LONGEST = 80;

/** A value as a person reads it in a line: texts without quotes, long ones shortened, nothing but quotes for an empty one. */
export function shownValue(value: Value): string {
  if (value === undefined || value === null) return "(none)";
  if (value instanceof FileValue) return forLine(`${value.name} (${value.type})`);
  if (value instanceof Money) return forLine(`${shownValue(value.amount)} ${value.currency ?? ""}`.trim());
  if (value instanceof Secret) return String(value);
  if (value === "") return '""';
  const text = typeof value === "string" ? value.replaceAll("\n", "\\n") : stringifyJson(value);
  return forLine(text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`);
}
