import { isDecimal } from "../../value/decimal.ts";
import { inBrief } from "../../value/in-brief.ts";
import { type Decimal, FileValue, type Value } from "../../value/value.ts";
import type { FunctionCall } from "../types/function.ts";

// The types were checked; the data may still not keep to its schema.

export function asText(value: Value, call: FunctionCall): string {
  if (typeof value === "string") return value;
  return call.fault("not-a-text", { text: "an argument", found: inBrief(value) });
}

export function asNumber(value: Value, call: FunctionCall): Decimal {
  if (isDecimal(value)) return value;
  return call.fault("not-a-number", { text: "an argument", found: inBrief(value) });
}

export function asWhole(value: Value, call: FunctionCall): number {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  return call.fault("not-integer", { found: inBrief(value) });
}

export function asList(value: Value, call: FunctionCall): readonly Value[] {
  if (Array.isArray(value)) return value;
  return call.fault("not-a-list", { text: "an argument", found: inBrief(value) });
}

/** Entries of lists and single values in one list, without what is absent. */
export function flat(values: readonly Value[]): readonly Value[] {
  return values
    .flatMap((value) => (Array.isArray(value) ? (value as readonly Value[]) : [value]))
    .filter((value) => value !== undefined && value !== null);
}

export function asFiles(values: readonly Value[]): readonly FileValue[] {
  return flat(values).filter((value) => value instanceof FileValue);
}
