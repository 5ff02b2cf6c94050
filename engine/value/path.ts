import { BigDecimal } from "./decimal.ts";
import { Secret } from "./secret.ts";
import { FileValue, Money, type RecordValue, type Value } from "./value.ts";

/** Fields by name and rows by number; rows count from 1, as people count them. */
export type Path = readonly (string | number)[];

/** `rows.2.code` is the code of the second row. Undefined for a path with an empty part. */
export function splitPath(text: string): Path | undefined {
  const parts = text.split(".");
  if (parts.includes("")) return undefined;
  return parts.map((part) => (/^[1-9]\d{0,8}$/.test(part) ? Number(part) : part));
}

export function printPath(path: Path): string {
  return path.join(".");
}

/** Absent when anything on the way is absent. Only a record's own fields are seen. */
export function getPath(value: Value, path: Path): Value {
  let at: Value = value;
  for (const part of path) at = getPart(at, part);
  return at;
}

/**
 * A copy of `value` in which the path leads to `to`; records and rows on the way are made as needed, and only they are
 * copied. An absent `to` removes a field. Rows are filled one after the other: to skip one throws a `RangeError`.
 */
export function setPath(value: Value, path: Path, to: Value): Value {
  const [part, ...rest] = path;
  if (part === undefined) return to;
  if (typeof part === "number" && (Array.isArray(value) || !isRecord(value))) return setRow(value, part, rest, to);
  return setField(isRecord(value) ? value : {}, String(part), rest, to);
}

/** A plain record of fields, neither list nor decimal, money, file or secret. */
export function isRecord(value: Value): value is RecordValue {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return !(
    value instanceof BigDecimal ||
    value instanceof Money ||
    value instanceof FileValue ||
    value instanceof Secret
  );
}

function getPart(value: Value, part: string | number): Value {
  if (Array.isArray(value)) return typeof part === "number" ? value[part - 1] : undefined;
  if (!isRecord(value)) return undefined;
  const field = String(part);
  return Object.hasOwn(value, field) ? value[field] : undefined;
}

function setRow(value: Value, row: number, rest: Path, to: Value): readonly Value[] {
  const rows: Value[] = Array.isArray(value) ? [...value] : [];
  if (row > rows.length + 1) throw new RangeError(`row ${row} cannot be set before row ${rows.length + 1}`);
  rows[row - 1] = setPath(rows[row - 1], rest, to);
  return rows;
}

function setField(record: RecordValue, field: string, rest: Path, to: Value): RecordValue {
  const value = setPath(Object.hasOwn(record, field) ? record[field] : undefined, rest, to);
  const { [field]: _old, ...others } = record;
  if (value === undefined) return others;
  const copy = { ...record };
  // Defined, not assigned: assigning `__proto__` would change the record's prototype.
  Object.defineProperty(copy, field, { value, writable: true, enumerable: true, configurable: true });
  return copy;
}

/** A record's own texts, numbers and the like, without its records and lists. */
export function scalarsOf(record: RecordValue): RecordValue {
  const scalars: Record<string, Value> = {};
  for (const name in record) {
    const value = record[name];
    if (typeof value !== "object" || value === null) scalars[name] = value;
  }
  return scalars;
}
