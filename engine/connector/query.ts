import { isDecimal, toText } from "../value/decimal.ts";
import { sameValue } from "../value/equality.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { isWindows1252 } from "./characters.ts";
import type { Connector, Filter, Kind, ListCall } from "./description.ts";
import { writeMoment } from "./moment.ts";
import type { ListQuery } from "./operations.ts";
import { isList, isRecord, rowsAt, valueAt, valuesAt } from "./path.ts";
import type { Parameters } from "./request.ts";
import { holesOf, plainText } from "./template.ts";

/** One pass over a list: what is asked for besides the page. A query may need several (`each of`, long lists of values). */
export interface ListPass {
  readonly list: ListCall;
  readonly parameters: Parameters;
  readonly headers: Parameters;
  /** Fields that rows of this pass have, where the vendor leaves them out. */
  readonly adds: readonly (readonly [field: string, value: Value])[];
  readonly valueFor: (hole: string) => Value;
}

type Where = Readonly<Record<string, Value>>;

/** The passes for a query; none when no record can match. Undefined where the kind has no list. */
export function planList(connector: Connector, kind: Kind, query: ListQuery): readonly ListPass[] | undefined {
  const where = identities(kind, query.where ?? {});
  const list = usableList(kind.list, where);
  if (list === undefined) return undefined;
  if (Object.values(where).some((value) => isList(value) && value.length === 0)) return [];
  const first: ListPass = {
    list,
    parameters: fixedParameters(connector, list, query),
    headers: [],
    adds: [],
    valueFor: (hole) => where[hole],
  };
  const split = new Set(list.eachOf.map(({ field }) => field));
  const filtered = Object.entries(where).reduce<readonly ListPass[]>(
    (passes, [field, value]) => {
      const filter = kind.filters.get(field);
      if (filter === undefined || split.has(field)) return passes;
      const choices = filterChoices(connector, filter, value);
      return choices === undefined ? passes : passes.flatMap((pass) => choices.map((choice) => extend(pass, choice)));
    },
    [first],
  );
  return list.eachOf.reduce((passes, { field, values }) => {
    const name = kind.filters.get(field)?.name ?? field;
    const wanted = field in where ? toList(where[field]) : values;
    return passes.flatMap((pass) =>
      wanted.map((value) => extend(pass, { parameters: [[name, plainText(value) ?? ""]], adds: [[field, value]] })),
    );
  }, filtered);
}

function toList(value: Value): readonly Value[] {
  return isList(value) ? value : [value];
}

function extend(pass: ListPass, more: Choice): ListPass {
  return {
    ...pass,
    parameters: [...pass.parameters, ...(more.parameters ?? [])],
    headers: [...pass.headers, ...(more.headers ?? [])],
    adds: [...pass.adds, ...(more.adds ?? [])],
  };
}

function usableList(list: ListCall | undefined, where: Where): ListCall | undefined {
  if (list === undefined) return undefined;
  const filled = holesOf(list.call.path).every((hole) => plainText(where[hole]) !== undefined);
  return filled ? list : usableList(list.otherwise, where);
}

function fixedParameters(connector: Connector, list: ListCall, query: ListQuery): Parameters {
  const parameters: [string, string][] = list.always.map(({ name, value }) => [name, value]);
  const moment =
    query.changedSince === undefined || list.changed === undefined
      ? undefined
      : writeMoment(query.changedSince, connector.changed);
  if (moment !== undefined && list.changed !== undefined) parameters.push([list.changed, moment]);
  return parameters;
}

interface Choice {
  readonly parameters?: Parameters;
  readonly headers?: Parameters;
  readonly adds?: ListPass["adds"];
}

/** How the values go to the system, in parts that it takes at once; undefined: not at all, it is only compared here. */
function filterChoices(connector: Connector, filter: Filter, value: Value): readonly Choice[] | undefined {
  const texts = (isList(value) ? value : [value]).map(plainText);
  if (!texts.every((text) => text !== undefined)) return undefined;
  if (filter.by === "header") return headerValues(connector, filter, texts);
  if (filter.values === "one") return texts.map((text) => ({ parameters: [[filter.name, text]] }));
  const parts = Array.from({ length: Math.ceil(texts.length / filter.most) }, (_, part) =>
    texts.slice(part * filter.most, (part + 1) * filter.most),
  );
  if (filter.values === "comma") return parts.map((part) => ({ parameters: [[filter.name, part.join(",")]] }));
  return parts.map((part) => ({ parameters: part.map((text) => [filter.name, text] as const) }));
}

function headerValues(connector: Connector, filter: Filter, texts: readonly string[]): readonly Choice[] | undefined {
  // A header holds Latin-1 at most; what the vendor cannot store, no record has.
  const storable = connector.characters === undefined ? texts : texts.filter(isWindows1252);
  if (!storable.every((text) => /^[\x20-\x7e\xa0-\xff]*$/.test(text))) return undefined;
  return storable.map((text) => ({ headers: [[filter.name, text]] }));
}

/** Records in the conditions become the ids that refer to them; `status.guid` is the same as `status`. */
export function identities(kind: Kind, where: Where): Where {
  return Object.fromEntries(
    Object.entries(where).map(([field, value]) => {
      const holder = field.slice(0, Math.max(0, field.lastIndexOf(".")));
      const isIdOf = kind.references.get(holder)?.by === field.slice(holder.length + 1);
      const name = isIdOf && holder !== "" ? holder : field;
      return [name, isList(value) ? value.map((each) => identity(kind, name, each)) : identity(kind, name, value)];
    }),
  );
}

function identity(kind: Kind, field: string, value: Value): Value {
  if (!isRecord(value)) return value;
  const reference = kind.references.get(field) ?? kind.references.get(`${field}[]`);
  return value[reference?.by ?? kind.id] ?? value["id"] ?? value;
}

/** True when the record has exactly these values: vendors' filters may be looser than asked for. */
export function matches(kind: Kind, record: RecordValue, where: Where): boolean {
  return Object.entries(identities(kind, where)).every(([field, expected]) => {
    const isId = field === kind.id || kind.references.has(field) || kind.references.has(`${field}[]`);
    const found = valuesAt(record, field)
      .flatMap((each) => (isList(each) ? each : [each]))
      .map((each) => identity(kind, field, each));
    const wanted = isList(expected) ? expected : [expected];
    if (found.length === 0) return wanted.some((each) => each === undefined || each === null);
    return wanted.some((each) => found.some((value) => (isId ? sameId(value, each) : sameValue(value, each))));
  });
}

/** Ids are compared as texts: some vendors write 5 in one place and "5" in another. */
export function sameId(a: Value, b: Value): boolean {
  const text = (value: Value) => (isDecimal(value) ? toText(value) : value);
  return text(a) === text(b);
}

/** The records of one page: renamed, with the fields that the holder or the pass adds. Undefined: that is no list. */
export function recordsOf(pass: ListPass, body: Value): readonly RecordValue[] | undefined {
  const { list } = pass;
  if (list.one) return isRecord(body) ? [body] : undefined;
  const rows = rowsAt(body, list.items);
  if (rows === undefined) return undefined;
  if (list.rename.length === 0 && list.add.length === 0 && pass.adds.length === 0) return rows.map(({ row }) => row);
  return rows.map(({ row, holder }) => {
    const record: Record<string, Value> = { ...row };
    for (const { from, to } of list.rename) {
      if (record[to] === undefined) record[to] = record[from];
      delete record[from];
    }
    for (const { field, from } of list.add) record[field] ??= valueAt(holder, from);
    for (const [field, value] of pass.adds) if (!field.includes(".")) record[field] ??= value;
    return record;
  });
}

/** True when list rows lack something of what is wanted (top-level fields; undefined: everything). */
export function lacksFields(kind: Kind, wanted: Iterable<string> | undefined): boolean {
  const has = kind.list?.has;
  if (has === undefined) return false;
  if (wanted === undefined) return true;
  // A dotted path in `has` is only a part of its field.
  return [...wanted].some((field) => !has.includes(field));
}
