import type { Call, FileRelation, Kind, RecordRelation, Relation, RelationSource } from "../connector/description.ts";
import { writeMoment } from "../connector/moment.ts";
import { isList, isRecord, valueAt } from "../connector/path.ts";
import { buildRequest, isUnfilled } from "../connector/request.ts";
import { holesIn, holesOf, plainText } from "../connector/template.ts";
import { isPresent } from "../value/equality.ts";
import type { RecordValue, Value } from "../value/value.ts";
import type { BulkRelation, ExpectedChildren } from "./child-lists.ts";
import { describeFile, ownFile } from "./files.ts";
import { onlyFields } from "./lists.ts";
import { type Access, readRows } from "./pages.ts";
import { mapTogether } from "./parallel.ts";
import type { KeptFields } from "./system.ts";

/** Child records or files of each parent, in the same order; a list for `many`, else the record or undefined. */
export async function readRelation(
  access: Access,
  system: string,
  kind: Kind,
  name: string,
  parents: readonly RecordValue[],
  keep: KeptFields = () => undefined,
): Promise<readonly Value[]> {
  const relation = kind.relations.get(name);
  if (relation === undefined) throw new TypeError(`${kind.name} has no relation "${name}"`);
  switch (relation.is) {
    case "records":
      return readRecords(access, kind, relation, parents, keep);
    case "files":
      return readFiles(access, system, kind, relation, parents);
    case "through":
      return readThrough(access, system, kind, relation, parents, keep);
  }
}

async function readThrough(
  access: Access,
  system: string,
  kind: Kind,
  relation: Extract<Relation, { is: "through" }>,
  parents: readonly RecordValue[],
  keep: KeptFields,
): Promise<readonly Value[]> {
  const between = kind.relations.get(relation.through);
  const target = between?.is === "records" ? access.connector.kinds.get(between.kind) : undefined;
  if (target === undefined)
    throw new TypeError(`${kind.name}.${relation.name} goes through "${relation.through}", which leads to no record`);
  const middles = (await readRelation(access, system, kind, relation.through, parents)).map((each) =>
    isList(each) ? each.filter(isRecord) : isRecord(each) ? [each] : [],
  );
  const ends = await readRelation(access, system, target, relation.relation, middles.flat(), keep);
  let at = 0;
  return middles.map((group) => group.flatMap(() => toList(ends[at++])));
}

function toList(value: Value): readonly Value[] {
  return isList(value) ? value : value === undefined || value === null ? [] : [value];
}

async function readRecords(
  access: Access,
  kind: Kind,
  relation: RecordRelation,
  parents: readonly RecordValue[],
  keep: KeptFields,
): Promise<readonly Value[]> {
  const asked = parents.filter((parent) => takesPart(relation.onlyIf, parent));
  const bulk = await readBulk(access, kind, relation, asked, keep);
  const together = bulk ?? (await readTogether(access, kind, relation, asked));
  const left = asked.filter((parent) => !together.has(parent));
  const single = await mapTogether(left, access.atOnce, (parent) => rowsOf(access, relation.source, parent));
  const rows = new Map([...together, ...left.map((parent, index) => [parent, single[index] ?? []] as const)]);
  return parents.map((parent) => (relation.many ? (rows.get(parent) ?? []) : rows.get(parent)?.[0]));
}

/** `only if: attachmentCount`: nothing is asked where the field says that there is nothing. */
function takesPart(onlyIf: string | undefined, parent: RecordValue): boolean {
  if (onlyIf === undefined) return true;
  const value = valueAt(parent, onlyIf);
  return isPresent(value) && value !== 0 && value !== false;
}

async function rowsOf(access: Access, source: RelationSource, parent: RecordValue): Promise<readonly RecordValue[]> {
  if (source.from === "field") return toList(valueAt(parent, source.field)).filter(isRecord);
  const call = source.from === "call" ? source.call : callFor(source.calls, valueAt(parent, source.by));
  if (call === undefined) return [];
  if (source.paging.by !== "none") return (await readRows(access, { ...source, call }, holesIn(parent))) ?? [];
  const request = buildRequest(call, holesIn(parent));
  if (isUnfilled(request)) return [];
  const found = await access.caller.readJson(request);
  if (found === undefined) return [];
  return toList(source.items === "body" ? found.body : valueAt({ body: found.body }, source.items)).filter(isRecord);
}

function callFor(calls: ReadonlyMap<string, Call>, value: Value): Call | undefined {
  const word = plainText(value);
  return word === undefined ? undefined : calls.get(word);
}

type Grouped = ReadonlyMap<RecordValue, readonly RecordValue[]>;

/**
 * One list for all parents and for those expected later, given up as soon as it costs more calls than asking for each of them
 * would. Those that are missing in the answer are to be asked for by themselves.
 */
async function readBulk(
  access: Access,
  kind: Kind,
  relation: RecordRelation,
  parents: readonly RecordValue[],
  keep: KeptFields,
): Promise<Grouped | undefined> {
  const { bulk } = relation;
  if (bulk === undefined) return undefined;
  const expected = access.children.of(kind, relation.name);
  const read = () => readBulkFor(access, kind, { ...relation, bulk }, parents, keep, expected);
  if (expected === undefined) return read();
  // A list that is under way may serve these, too; two at once would put each child there twice.
  return expected.inTurn(async () => (expected.isListed ? expected.kept(parents) : read()));
}

async function readBulkFor(
  access: Access,
  kind: Kind,
  relation: BulkRelation,
  parents: readonly RecordValue[],
  keep: KeptFields,
  expected: ExpectedChildren | undefined,
): Promise<Grouped | undefined> {
  const { bulk } = relation;
  if (parents.length < bulk.atLeast) return undefined;
  const moment = bulk.since === undefined ? undefined : earliest(parents, bulk.since, expected?.earliest);
  if (bulk.since !== undefined && moment === undefined) return undefined;
  const since = moment === undefined ? undefined : writeMoment(moment, access.connector.changed);
  const parameters = since === undefined || bulk.changed === undefined ? [] : [[bulk.changed, since] as const];
  const wanted = new Set(parents.map((parent) => plainText(parent[kind.id])));
  const child = access.connector.kinds.get(relation.kind);
  const kept = keep(relation.kind);
  const fields = kept && new Set([...kept, ...(child === undefined ? [] : fieldsAsked(child)), topOf(bulk.by)]);
  const take = (page: readonly RecordValue[]): readonly RecordValue[] => {
    const own: RecordValue[] = [];
    for (const row of page) {
      const parent = plainText(valueAt(row, bulk.by));
      const isWanted = wanted.has(parent);
      if (!isWanted && !expected?.has(parent)) continue;
      const kept = child === undefined ? row : onlyFields(child, row, fields);
      if (isWanted) own.push(kept);
      else if (parent !== undefined) expected?.put(parent, kept);
    }
    return own;
  };
  const mostPages = parents.length + (expected?.count ?? 0);
  // What a reading has left that a fault has ended would count twice.
  expected?.listed(false);
  const rows = await readRows(access, bulk, () => undefined, parameters, mostPages, take);
  expected?.listed(rows !== undefined);
  return rows === undefined ? undefined : groupBy(kind, parents, rows, bulk.by);
}

/** The top-level fields by which the children of a record are asked for. */
function fieldsAsked(kind: Kind): readonly string[] {
  const paths = [...kind.relations.values()].flatMap((relation) => {
    if (relation.is === "through") return [];
    if (relation.is === "files") return [relation.onlyIf, ...fileFields(relation)];
    const { onlyIf, source, together, bulk } = relation;
    return [
      onlyIf,
      together?.of,
      bulk?.since,
      ...askedBy(source),
      ...[...(together?.calls.values() ?? [])].flatMap(holesOfCall),
    ];
  });
  return paths.flatMap((path) => (path === undefined ? [] : topOf(path)));
}

/** A file that the record itself has is described by the record; one of a list only asked for by it. */
function fileFields({ source, file }: FileRelation): readonly (string | undefined)[] {
  if (source !== undefined) return askedBy(source);
  const { call, name, type, size } = file;
  return [...holesOfCall(call), ...(typeof name === "string" ? [name] : holesOf(name)), type, size];
}

function askedBy(source: RelationSource | undefined): readonly string[] {
  if (source === undefined) return [];
  if (source.from === "field") return [source.field];
  return source.from === "call"
    ? holesOfCall(source.call)
    : [source.by, ...[...source.calls.values()].flatMap(holesOfCall)];
}

function holesOfCall({ path, query }: Call): readonly string[] {
  return [path, ...query.map(({ value }) => value)].flatMap(holesOf);
}

function topOf(path: string): string {
  return path.split(".")[0] ?? path;
}

function earliest(parents: readonly RecordValue[], field: string, expected: string | undefined): string | undefined {
  const moments = parents.map((parent) => plainText(valueAt(parent, field)));
  if (!moments.every((moment) => moment !== undefined)) return undefined;
  return [...moments, ...(expected === undefined ? [] : [expected])].toSorted()[0];
}

function groupBy(kind: Kind, parents: readonly RecordValue[], rows: readonly RecordValue[], by: string): Grouped {
  const byParent = Map.groupBy(rows, (row) => plainText(valueAt(row, by)));
  return new Map(parents.map((parent) => [parent, byParent.get(plainText(parent[kind.id])) ?? []]));
}

/** One call for all parents that share a grandparent and a kind of call. */
async function readTogether(
  access: Access,
  kind: Kind,
  relation: RecordRelation,
  parents: readonly RecordValue[],
): Promise<Grouped> {
  const { together, source } = relation;
  if (together === undefined || source.from !== "calls") return new Map();
  const groups = [
    ...Map.groupBy(
      parents,
      (parent) =>
        `${plainText(valueAt(parent, together.of)) ?? ""}\u0000${plainText(valueAt(parent, source.by)) ?? ""}`,
    ).values(),
  ];
  const worth = groups.filter(
    (group) =>
      group.length >= together.atLeast &&
      plainText(valueAt(group[0], together.of)) !== undefined &&
      callFor(together.calls, valueAt(group[0], source.by)) !== undefined,
  );
  const rows = await mapTogether(worth, access.atOnce, async (group) => {
    const call = callFor(together.calls, valueAt(group[0], source.by));
    return call === undefined ? [] : ((await readRows(access, { ...source, call }, holesIn(group[0]))) ?? []);
  });
  return new Map(worth.flatMap((group, index) => [...groupBy(kind, group, rows[index] ?? [], together.by)]));
}

async function readFiles(
  access: Access,
  system: string,
  kind: Kind,
  relation: FileRelation,
  parents: readonly RecordValue[],
): Promise<readonly Value[]> {
  const { source } = relation;
  if (source === undefined)
    return parents.map((parent) =>
      takesPart(relation.onlyIf, parent) ? ownFile(system, kind, relation, parent) : undefined,
    );
  return mapTogether(parents, access.atOnce, async (parent) => {
    if (!takesPart(relation.onlyIf, parent)) return relation.many ? [] : undefined;
    const files = (await rowsOf(access, source, parent)).flatMap(
      (item) => describeFile(system, kind, relation, item) ?? [],
    );
    return relation.many ? files : files[0];
  });
}
