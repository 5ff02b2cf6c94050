import type { Kind } from "../connector/description.ts";
import type { ListQuery } from "../connector/operations.ts";
import { lacksFields, matches } from "../connector/query.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { type Access, isNew, rowPages } from "./pages.ts";
import { wholeRecords } from "./records.ts";

/** Pages of a list: exactly the records that match, whole where `keep` needs more than a list row has, each once. */
export async function* listPages(access: Access, kind: Kind, query: ListQuery): AsyncGenerator<readonly RecordValue[]> {
  const where = query.where ?? {};
  const whole = kind.read !== undefined && lacksFields(kind, query.keep);
  const seen = new Set<string>();
  for await (const page of rowPages(access, kind, query)) {
    const records = page.filter((record) => matches(kind, record, where) && isNew(seen, kind, record));
    const full = whole ? await wholeRecords(access, kind, records) : records;
    if (full.length > 0)
      yield query.keep === undefined ? full : full.map((record) => cut(access, kind, record, query.keep));
  }
}

function cut(access: Access, kind: Kind, record: RecordValue, keep: ReadonlySet<string> | undefined): RecordValue {
  const kept = onlyFields(kind, record, keep);
  access.children.noteCut(kind, record, kept);
  return kept;
}

/** The record with no more than these fields, and its id. What it lacks is undefined. */
export function onlyFields(kind: Kind, record: RecordValue, keep: ReadonlySet<string> | undefined): RecordValue {
  if (keep === undefined) return record;
  const result: Record<string, Value> = { ...emptyOf(keep) };
  for (const field of keep) result[field] = Object.hasOwn(record, field) ? record[field] : undefined;
  result[kind.id] = record[kind.id];
  return result;
}

const empties = new WeakMap<ReadonlySet<string>, RecordValue>();

/** Copied and filled: added one by one, more than a dozen fields would make a hash table of each record, thrice as large. */
function emptyOf(keep: ReadonlySet<string>): RecordValue {
  const known = empties.get(keep);
  if (known !== undefined) return known;
  const empty: RecordValue = JSON.parse(`{${[...keep].map((field) => `${JSON.stringify(field)}:null`).join()}}`);
  empties.set(keep, empty);
  return empty;
}
