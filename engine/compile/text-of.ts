import { toText } from "../value/decimal.ts";
import { moneyText } from "../value/money.ts";
import { Secret } from "../value/secret.ts";
import { FileValue, Money, type Value } from "../value/value.ts";

/** A value as people read it; `–` stands for nothing. */
export function textOf(value: Value): string {
  if (value === undefined || value === null || value === "") return "–";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (value instanceof Money) return moneyText(value);
  if (value instanceof FileValue) return value.name;
  if (value instanceof Secret) return String(value);
  if (typeof value === "number") return toText(value);
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  return "toText" in value || Object.getPrototypeOf(value) !== Object.prototype
    ? String(value)
    : namedRecord(value as Readonly<Record<string, Value>>);
}

function namedRecord(record: Readonly<Record<string, Value>>): string {
  for (const field of ["name", "code", "number", "guid", "id"])
    if (record[field] !== undefined && record[field] !== null) return textOf(record[field]);
  return JSON.stringify(record);
}
