import chunk from "lodash-es/chunk.js";
import type { Answer } from "../connector/classify.ts";
import type { Connector, Kind, ListCall } from "../connector/description.ts";
import type { ListQuery, ReadFault } from "../connector/operations.ts";
import { FIRST_PAGE, nextPage, type PageState, PagingFault, pageParameters } from "../connector/paging.ts";
import { isList, isRecord } from "../connector/path.ts";
import { type ListPass, lacksFields, matches, planList, recordsOf } from "../connector/query.ts";
import { buildRequest, isUnfilled, type WireRequest } from "../connector/request.ts";
import { plainText } from "../connector/template.ts";
import type { RecordValue, Value } from "../value/value.ts";
import type { Caller, FoundJson } from "./caller.ts";
import { mapTogether } from "./parallel.ts";

export interface Reading {
  readonly connector: Connector;
  readonly caller: Caller;
  /** Calls under way together when many are needed. */
  readonly atOnce: number;
}

export type Id = string | number;

export function kindNamed(reading: Reading, name: string): Kind {
  const kind = reading.connector.kinds.get(name);
  if (kind === undefined) throw new TypeError(`the connector ${reading.connector.name} has no kind "${name}"`);
  return kind;
}

/** Pages of a list: exactly the records that match, whole where `keep` needs more than a list row has, each once. */
export async function* listPages(
  reading: Reading,
  kind: Kind,
  query: ListQuery,
): AsyncGenerator<readonly RecordValue[]> {
  const where = query.where ?? {};
  const whole = kind.read !== undefined && lacksFields(kind, query.keep);
  const seen = new Set<string>();
  for await (const page of rowPages(reading, kind, query)) {
    const records = page.filter((record) => matches(kind, record, where) && isNew(seen, kind, record));
    const full = whole ? await wholeRecords(reading, kind, records) : records;
    if (full.length > 0)
      yield query.keep === undefined ? full : full.map((record) => project(kind, record, query.keep));
  }
}

/** Long lists may show a record twice when something is added meanwhile, and passes may overlap. */
function isNew(seen: Set<string>, kind: Kind, record: RecordValue): boolean {
  const id = plainText(record[kind.id]);
  if (id === undefined) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return true;
}

/** Pages as the system gives them: perhaps more than match, perhaps without some fields. Each page is one call. */
export async function* rowPages(
  reading: Reading,
  kind: Kind,
  query: ListQuery,
): AsyncGenerator<readonly RecordValue[]> {
  const passes = planList(reading.connector, kind, query);
  if (passes === undefined) throw noList(reading, kind);
  for (const pass of passes) yield* passPages(reading, pass);
}

function noList(reading: Reading, kind: Kind): ReadFault {
  const message =
    kind.list === undefined
      ? `${kind.name} cannot be listed`
      : `${kind.name} can only be listed with ${kind.list.call.path.text} filled in`;
  return reading.caller.fault("rejected", { route: kind.list?.call.route ?? kind.name }, message);
}

/**
 * Where the answer's headers name the next page, it is asked for while this one is still being read, as long as no more
 * than `ahead` pages come before it.
 */
async function* passPages(reading: Reading, pass: ListPass, ahead = 0): AsyncGenerator<readonly RecordValue[]> {
  let state: PageState | undefined = FIRST_PAGE;
  let coming: Coming | undefined;
  while (state !== undefined) {
    const page = coming !== undefined && coming.mark === state.mark ? coming : askPage(reading, pass, state, ahead);
    page.isAwaited = true;
    const found = await page.found;
    if (found === undefined) return;
    const rows = recordsOf(pass, found.body);
    if (rows === undefined)
      throw reading.caller.fault(
        "broken",
        page.request,
        `the answer has no list at ${pass.list.items}`,
        found.answer.status,
      );
    yield rows;
    coming = page.next;
    const { headers } = found.answer;
    state = following(reading, page.request, pass.list, state, { headers, body: found.body, rows });
  }
}

/** A page that has been asked for. */
interface Coming {
  readonly mark: string | undefined;
  readonly request: WireRequest;
  readonly found: Promise<FoundJson | undefined>;
  /** Only then is the next one asked for: never more than one ahead of who takes them. */
  isAwaited: boolean;
  next: Coming | undefined;
}

function askPage(reading: Reading, pass: ListPass, state: PageState, ahead: number): Coming {
  const { paging } = pass.list;
  const request = listRequest(pass, state);
  if (isUnfilled(request)) throw reading.caller.fault("rejected", pass.list.call, `${request.unfilled} is not known`);
  const arrived = ({ headers }: Answer): void => {
    const mark = paging.by === "token" ? headers[paging.header] : undefined;
    if (!page.isAwaited || page.next !== undefined || mark === undefined || mark === "" || mark === state.mark) return;
    if (state.pages + 1 <= ahead) page.next = askPage(reading, pass, { ...state, mark, pages: state.pages + 1 }, ahead);
    // Who takes the pages may have enough by then.
    page.next?.found.catch(() => undefined);
  };
  const found = reading.caller.readJson(request, ahead > 0 ? arrived : undefined);
  const page: Coming = { mark: state.mark, request, found, isAwaited: false, next: undefined };
  return page;
}

function listRequest(pass: ListPass, state: PageState): ReturnType<typeof buildRequest> {
  return buildRequest(pass.list.call, pass.valueFor, {
    parameters: [...pass.parameters, ...pageParameters(pass.list.paging, state)],
    headers: pass.headers,
  });
}

function following(
  reading: Reading,
  request: WireRequest,
  list: Pick<ListCall, "paging">,
  state: PageState,
  page: Parameters<typeof nextPage>[2],
): PageState | undefined {
  try {
    return nextPage(list.paging, state, page);
  } catch (error) {
    if (error instanceof PagingFault) throw reading.caller.fault("broken", request, error.message);
    throw error;
  }
}

/** All rows of one list call, at most `mostPages`, as `take` leaves them; undefined when there are more. */
export async function readRows(
  reading: Reading,
  list: Pick<ListCall, "call" | "paging" | "items">,
  valueFor: (hole: string) => Value,
  parameters: readonly (readonly [string, string])[] = [],
  mostPages = Number.POSITIVE_INFINITY,
  take: (rows: readonly RecordValue[]) => readonly RecordValue[] = (rows) => rows,
): Promise<RecordValue[] | undefined> {
  const whole: ListCall = {
    changed: undefined,
    has: undefined,
    one: false,
    always: [],
    eachOf: [],
    rename: [],
    add: [],
    otherwise: undefined,
    ...list,
  };
  const rows: RecordValue[] = [];
  let pages = 0;
  const pass = { list: whole, parameters, headers: [], adds: [], valueFor };
  for await (const page of passPages(reading, pass, mostPages)) {
    if (++pages > mostPages) return undefined;
    rows.push(...take(page));
  }
  return rows;
}

export async function readRecord(reading: Reading, kind: Kind, id: Id): Promise<RecordValue | undefined> {
  if (kind.read === undefined) return (await findRecords(reading, kind, { [kind.id]: id }))[0];
  const request = buildRequest(kind.read, (hole) => (hole === kind.id ? id : undefined));
  if (isUnfilled(request)) return undefined;
  const found = await reading.caller.readJson(request);
  const record = isList(found?.body) ? found.body[0] : found?.body;
  return isRecord(record) ? record : undefined;
}

/** Rows that lack a field of the conditions cannot be compared before they are read. */
export function isComparable(kind: Kind, where: Readonly<Record<string, Value>>): boolean {
  return kind.read === undefined || !lacksFields(kind, Object.keys(where));
}

/** Records that have exactly these values, whole. */
export async function findRecords(
  reading: Reading,
  kind: Kind,
  where: Readonly<Record<string, Value>>,
): Promise<readonly RecordValue[]> {
  const result: RecordValue[] = [];
  const comparable = isComparable(kind, where);
  for await (const page of comparable ? rowPages(reading, kind, { where }) : wholePages(reading, kind, where)) {
    result.push(...page.filter((record) => matches(kind, record, where)));
  }
  const seen = new Set<string>();
  const unique = result.filter((record) => isNew(seen, kind, record));
  return comparable && kind.read !== undefined && lacksFields(kind, undefined)
    ? wholeRecords(reading, kind, unique)
    : unique;
}

async function* wholePages(
  reading: Reading,
  kind: Kind,
  where: Readonly<Record<string, Value>>,
): AsyncGenerator<readonly RecordValue[]> {
  for await (const page of rowPages(reading, kind, { where })) yield await wholeRecords(reading, kind, page);
}

/** The same records with all their fields, in the same order; those that are gone by now are left out. */
export async function wholeRecords(reading: Reading, kind: Kind, rows: readonly RecordValue[]): Promise<RecordValue[]> {
  const ids = rows.flatMap((row) => plainText(row[kind.id]) ?? []);
  if (ids.length === 0) return [];
  const whole = await readManyRecords(reading, kind, ids, { neverList: true });
  return ids.map((id) => whole.get(id)).filter((record) => record !== undefined);
}

/** Records by id, in as few calls as the connector allows; missing ones are left out. */
export async function readManyRecords(
  reading: Reading,
  kind: Kind,
  ids: readonly Id[],
  options: { readonly neverList?: boolean } = {},
): Promise<Map<string, RecordValue>> {
  const found = new Map<string, RecordValue>();
  const wanted = new Set(ids.map(String));
  const listFrom = kind.read === undefined ? 1 : kind.many?.listFrom;
  if (!options.neverList && listFrom !== undefined && wanted.size >= listFrom && !lacksFields(kind, undefined)) {
    if (await collectFromList(reading, kind, wanted, found)) return found;
  }
  const left = [...wanted].filter((id) => !found.has(id));
  const via = kind.many?.via;
  if (via !== undefined && left.length > 1) {
    const batches = chunk(left, via.most);
    for (const records of await mapTogether(batches, reading.atOnce, (batch) => readBatch(reading, kind, batch)))
      noteAll(found, kind, wanted, records);
    return found;
  }
  const records = await mapTogether(left, reading.atOnce, (id) => readRecord(reading, kind, id));
  for (const [index, record] of records.entries()) if (record !== undefined) found.set(left[index] ?? "", record);
  return found;
}

/**
 * Takes the list as long as that costs no more calls than the ids would. True when the list was read to its end, or all
 * are found.
 */
async function collectFromList(
  reading: Reading,
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
  for await (const page of rowPages(reading, kind, {})) {
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

async function readBatch(reading: Reading, kind: Kind, ids: readonly string[]): Promise<readonly RecordValue[]> {
  const via = kind.many?.via;
  if (via === undefined || ids.length === 0) return [];
  if (via.by === "filter") return readFiltered(reading, kind, ids, via);
  const request = buildRequest(via.call, (hole) => (hole === "ids" ? ids.join(",") : undefined));
  if (isUnfilled(request)) return [];
  // Commas separate the ids and are not part of one.
  const found = await reading.caller.readJson({ ...request, target: request.target.replaceAll("%2C", ",") });
  if (found !== undefined) {
    const records: readonly Value[] = isList(found.body) ? found.body : [found.body];
    return records.filter(isRecord);
  }
  // One that is missing may make the whole batch "not found".
  if (ids.length === 1) return [];
  const middle = Math.ceil(ids.length / 2);
  const halves = [ids.slice(0, middle), ids.slice(middle)];
  return (await mapTogether(halves, 2, (half) => readBatch(reading, kind, half))).flat();
}

async function readFiltered(
  reading: Reading,
  kind: Kind,
  ids: readonly string[],
  via: { readonly parameter: string; readonly values: "repeat" | "comma" },
): Promise<readonly RecordValue[]> {
  if (kind.list === undefined) return [];
  const parameters =
    via.values === "comma" ? [[via.parameter, ids.join(",")] as const] : ids.map((id) => [via.parameter, id] as const);
  return (await readRows(reading, kind.list, () => undefined, parameters)) ?? [];
}

/** The record with no more than these fields, and its id. What it lacks is undefined. */
export function project(kind: Kind, record: RecordValue, keep: ReadonlySet<string> | undefined): RecordValue {
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
