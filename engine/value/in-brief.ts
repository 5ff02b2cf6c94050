import { isDecimal, toText } from "./decimal.ts";
import { moneyText } from "./money.ts";
import { Secret } from "./secret.ts";
import { FileValue, Money, type Value } from "./value.ts";

/** A value as it is shown in messages: short, never the whole of a record. */
export function inBrief(value: Value): string {
  if (value === undefined) return "absent";
  if (value === null) return "null";
  if (typeof value === "string") return `"${value.length > 40 ? `${value.slice(0, 37)}…` : value}"`;
  if (isDecimal(value)) return toText(value);
  if (value instanceof Money) return moneyText(value);
  if (value instanceof FileValue) return `the file ${value.name}`;
  if (value instanceof Secret) return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "object" ? "a record" : String(value);
}
