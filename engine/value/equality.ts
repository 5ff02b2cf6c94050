import { BigDecimal, equals, isDecimal } from "./decimal.ts";
import { Secret } from "./secret.ts";
import { FileValue, Money, type RecordValue, type Value } from "./value.ts";

/**
 * Equal by meaning: decimals by their value (1.0 and 1), money by amount and currency, lists and records by their parts.
 * Absent and null are one; a record field that is absent equals one that is not there. Texts are compared as they are.
 */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a === undefined || a === null || b === undefined || b === null) return (a ?? undefined) === (b ?? undefined);
  if (typeof a === "number" || a instanceof BigDecimal) return isDecimal(b) && isDecimal(a) && equals(a, b);
  if (typeof a !== "object" || typeof b !== "object" || b instanceof BigDecimal) return false;
  if (a instanceof Money) return b instanceof Money && a.currency === b.currency && equals(a.amount, b.amount);
  if (a instanceof FileValue) return b instanceof FileValue && sameFile(a, b);
  if (a instanceof Secret) return b instanceof Secret && a.reveal() === b.reveal();
  if (Array.isArray(a)) return Array.isArray(b) && sameList(a, b);
  if (Array.isArray(b) || b instanceof Money || b instanceof FileValue || b instanceof Secret) return false;
  return sameRecord(a as RecordValue, b as RecordValue);
}

/** Something is there: not absent, not null, not blank text and not an empty list. `false` and 0 are there. */
export function isPresent(value: Value): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === "string") return !isBlank(value);
  return Array.isArray(value) ? value.length > 0 : true;
}

/** Nothing but white space, of whatever kind. Most texts begin with a plain character, which saves looking for it. */
export function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  return !(first > 32 && first < 127) && text.trim() === "";
}

function sameFile(a: FileValue, b: FileValue): boolean {
  return a.name === b.name && a.type === b.type && a.size === b.size && a.fetch === b.fetch;
}

function sameList(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
}

function sameRecord(a: RecordValue, b: RecordValue): boolean {
  for (const key of Object.keys(a)) if (!sameValue(a[key], Object.hasOwn(b, key) ? b[key] : undefined)) return false;
  for (const key of Object.keys(b)) if (!Object.hasOwn(a, key) && (b[key] ?? undefined) !== undefined) return false;
  return true;
}
