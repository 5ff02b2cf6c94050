import { isDecimal, toText } from "../../value/decimal.ts";
import { Money, type Value } from "../../value/value.ts";

/** A value as text() gives it and as texts are joined of it; empty for what is no text, number, money or bool. */
export function printed(value: Value): string {
  if (isDecimal(value)) return toText(value);
  if (value instanceof Money) return toText(value.amount);
  return typeof value === "string" ? value : typeof value === "boolean" ? String(value) : "";
}
