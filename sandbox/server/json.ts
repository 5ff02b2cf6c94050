/** What JSON can hold. Records of the imitated systems are kept in exactly the form in which they are served. */
export type Json = null | boolean | number | string | readonly Json[] | JsonRecord;
export interface JsonRecord {
  readonly [name: string]: Json | undefined;
}

export function isRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member as a record; an empty one when it is absent or something else. */
export function recordAt(record: JsonRecord, name: string): JsonRecord {
  const value = record[name];
  return isRecord(value) ? value : {};
}

export function textAt(record: JsonRecord, name: string): string | undefined {
  const value = record[name];
  return typeof value === "string" ? value : undefined;
}

export function numberAt(record: JsonRecord, name: string): number | undefined {
  const value = record[name];
  return typeof value === "number" ? value : undefined;
}

export function listAt(record: JsonRecord, name: string): readonly Json[] {
  const value = record[name];
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function recordsAt(record: JsonRecord, name: string): readonly JsonRecord[] {
  return listAt(record, name).filter(isRecord);
}

/** Parses a body; undefined when it is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Nested records are merged, everything else is replaced. */
export function merged(record: JsonRecord, change: JsonRecord): JsonRecord {
  const result: Record<string, Json | undefined> = { ...record };
  for (const [name, value] of Object.entries(change)) {
    const before = result[name];
    result[name] = isRecord(value) && isRecord(before) ? merged(before, value) : value;
  }
  return result;
}
