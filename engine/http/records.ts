import chunk from "lodash-es/chunk.js";
import type { Kind } from "../connector/description.ts";
import { isList, isRecord } from "../connector/path.ts";
import { lacksFields, matches } from "../connector/query.ts";
import { buildRequest, isUnfilled } from "../connector/request.ts";
import { plainText } from "../connector/template.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { type Access, isNew, readRows, rowPages } from "./pages.ts";
import { mapTogether } from "./parallel.ts";
import type { KeptLists } from "./system.ts";

export type Id = string | number;

export async function readRecord(access: Access, kind: Kind, id: Id): Promise<RecordValue | undefined> {
  if (kind.read === undefined) return (await findRecords(access, kind, { [kind.id]: id }))[0];
  const request = buildRequest(kind.read, (hole) => (hole === kind.id ? id : undefined));
  if (isUnfilled(request)) return undefined;
  const found = await access.caller.readJson(request);
  const record = isList(found?.body) ? found.body[0] : found?.body;
  return isRecord(record) ? record : undefined;
}

/** Rows that lack a field of the conditions cannot be compared before they are read. */
export function isComparable(kind: Kind, where: Readonly<Record<string, Value>>): boolean {
  return kind.read === undefined || !lacksFields(kind, Object.keys(where));
}

/** Records that have exactly these values, whole. */
export async function findRecords(
  access: Access,
  kind: Kind,
  where: Readonly<Record<string, Value>>,
): Promise<readonly RecordValue[]> {
  const result: RecordValue[] = [];
  const comparable = isComparable(kind, where);
  for await (const page of comparable ? rowPages(access, kind, { where }) : wholePages(access, kind, where)) {
    result.push(...page.filter((record) => matches(kind, record, where)));
  }
  const seen = new Set<string>();
  const unique = result.filter((record) => isNew(seen, kind, record));
  return comparable && kind.read !== undefined && lacksFields(kind, undefined)
    ? wholeRecords(access, kind, unique)
    : unique;
}

/**
 * As `findRecords`. Where a search can only read the whole list, which one call gives, that list is kept for the next one, unless
 * we write such records ourselves.
 */
export async function findInKept(
  access: Access,
  kind: Kind,
  where: Readonly<Record<string, Value>>,
  kept: KeptLists,
  find: () => Promise<readonly RecordValue[]>,
): Promise<readonly RecordValue[]> {
  const isWritten = kind.create !== undefined || kind.update !== undefined || kind.actions.size > 0;
  if (isWritten || !isComplete(kind) || Object.keys(where).some((field) => kind.filters.has(field))) return find();
  let list = kept.get(kind.name);
  if (list === undefined) {
    list = findRecords(access, kind, {});
    kept.set(kind.name, list);
    // What could not be had is asked for again.
    list.catch(() => kept.delete(kind.name));
  }
  return (await list).filter((record) => matches(kind, record, where));
}

async function* wholePages(
  access: Access,
  kind: Kind,
  where: Readonly<Record<string, Value>>,
): AsyncGenerator<readonly RecordValue[]> {
  for await (const page of rowPages(access, kind, { where })) yield await wholeRecords(access, kind, page);
}

/** The same records with all their fields, in the same order; those that are gone by now are left out. */
export async function wholeRecords(access: Access, kind: Kind, rows: readonly RecordValue[]): Promise<RecordValue[]> {
  const ids = rows.flatMap((row) => plainText(row[kind.id]) ?? []);
  if (ids.length === 0) return [];
  const whole = await readManyRecords(access, kind, ids, { neverList: true });
  return ids.map((id) => whole.get(id)).filter((record) => record !== undefined);
}

/** Records by id, in as few calls as the connector allows; missing ones are left out. */
export async function readManyRecords(
  access: Access,
  kind: Kind,
  ids: readonly Id[],
  options: { readonly neverList?: boolean } = {},
): Promise<Map<string, RecordValue>> {
  const found = new Map<string, RecordValue>();
  const wanted = new Set(ids.map(String));
  const listFrom = kind.read === undefined ? 1 : kind.many?.listFrom;
  if (!options.neverList && listFrom !== undefined && wanted.size >= listFrom && !lacksFields(kind, undefined)) {
    if (await collectFromList(access, kind, wanted, found)) return found;
  }
  const left = [...wanted].filter((id) => !found.has(id));
  const via = kind.many?.via;
  if (via !== undefined && left.length > 1) {
    const batches = chunk(left, via.most);
    for (const records of await mapTogether(batches, access.atOnce, (batch) => readBatch(access, kind, batch)))
      noteAll(found, kind, wanted, records);
    return found;
  }
  const records = await mapTogether(left, access.atOnce, (id) => readRecord(access, kind, id));
  for (const [index, record] of records.entries()) if (record !== undefined) found.set(left[index] ?? "", record);
  return found;
}

/**
 * Takes the list as long as that costs no more calls than the ids would. True when the list was read to its end, or all
 * are found.
 */
async function collectFromList(
  access: Access,
  kind: Kind,
  wanted: ReadonlySet<string>,
  found: Map<string, RecordValue>,
): Promise<boolean> {
  const via = kind.many?.via;
  const otherwise =
    kind.read === undefined
      ? Number.POSITIVE_INFINITY
      : via === undefined
        ? wanted.size
        : Math.ceil(wanted.size / via.most);
  let pages = 0;
  for await (const page of rowPages(access, kind, {})) {
    noteAll(found, kind, wanted, page);
    if (found.size === wanted.size) return true;
    if (++pages >= otherwise) return false;
  }
  return kind.read === undefined || isComplete(kind);
}

/** A list without `each of` may hide records (inactive ones); what it does not show is then asked for by id. */
function isComplete(kind: Kind): boolean {
  return kind.list?.paging.by === "none" && kind.list.call.query.length === 0;
}

function noteAll(
  found: Map<string, RecordValue>,
  kind: Kind,
  wanted: ReadonlySet<string>,
  records: readonly RecordValue[],
): void {
  for (const record of records) {
    const id = plainText(record[kind.id]);
    if (id !== undefined && wanted.has(id)) found.set(id, record);
  }
}

async function readBatch(access: Access, kind: Kind, ids: readonly string[]): Promise<readonly RecordValue[]> {
  const via = kind.many?.via;
  if (via === undefined || ids.length === 0) return [];
  if (via.by === "filter") return readFiltered(access, kind, ids, via);
  const request = buildRequest(via.call, (hole) => (hole === "ids" ? ids.join(",") : undefined));
  if (isUnfilled(request)) return [];
  // Commas separate the ids and are not part of one.
  const found = await access.caller.readJson({ ...request, target: request.target.replaceAll("%2C", ",") });
  if (found !== undefined) {
    const records: readonly Value[] = isList(found.body) ? found.body : [found.body];
    return records.filter(isRecord);
  }
  // One that is missing may make the whole batch "not found".
  if (ids.length === 1) return [];
  const middle = Math.ceil(ids.length / 2);
  const halves = [ids.slice(0, middle), ids.slice(middle)];
  return (await mapTogether(halves, 2, (half) => readBatch(access, kind, half))).flat();
}

async function readFiltered(
  access: Access,
  kind: Kind,
  ids: readonly string[],
  via: { readonly parameter: string; readonly values: "repeat" | "comma" },
): Promise<readonly RecordValue[]> {
  if (kind.list === undefined) return [];
  const parameters =
    via.values === "comma" ? [[via.parameter, ids.join(",")] as const] : ids.map((id) => [via.parameter, id] as const);
  return (await readRows(access, kind.list, () => undefined, parameters)) ?? [];
}
