import { FileValue, Money, type RecordValue, type Value } from "../value/value.ts";
import type { Connector, Kind, Reference, WriteCall } from "./description.ts";
import { isList, isRecord } from "./path.ts";

/**
 * The record as the vendor takes it: references shrink to the id by which the vendor knows them, names that only the
 * mapping knows (`as`) go to the field they stand for, money becomes the vendor's two fields. Absent fields are left out.
 */
export function toWire(connector: Connector, kind: Kind, record: RecordValue): RecordValue {
  return wireRecord({ connector, kind }, record, "");
}

interface Wiring {
  readonly connector: Connector;
  readonly kind: Kind;
}

function wireRecord(wiring: Wiring, record: RecordValue, path: string): RecordValue {
  const result: Record<string, Value> = {};
  for (const [name, value] of Object.entries(record)) {
    if (value === undefined) continue;
    const field = fieldNamed(wiring.kind, path, name);
    result[field] = wireValue(wiring, value, path === "" ? field : `${path}.${field}`);
  }
  return result;
}

/** `partner` stands for `partnerId` when the reference says so. */
function fieldNamed(kind: Kind, path: string, name: string): string {
  const fields = fieldsByName(kind);
  return fields.size === 0 ? name : (fields.get(path === "" ? name : `${path}.${name}`) ?? name);
}

const named = new WeakMap<Kind, ReadonlyMap<string, string>>();

/** The fields that a mapping calls otherwise, by the path that it uses. */
function fieldsByName(kind: Kind): ReadonlyMap<string, string> {
  const known = named.get(kind);
  if (known !== undefined) return known;
  const fields = new Map<string, string>();
  for (const [at, { as }] of kind.references) {
    if (as === undefined) continue;
    const [holder, field] = splitLast(at);
    fields.set(holder === "" ? as : `${holder}.${as}`, field);
  }
  named.set(kind, fields);
  return fields;
}

function splitLast(path: string): [holder: string, name: string] {
  const dot = path.lastIndexOf(".");
  return dot < 0 ? ["", path] : [path.slice(0, dot), path.slice(dot + 1)];
}

function wireValue(wiring: Wiring, value: Value, path: string): Value {
  const reference = wiring.kind.references.get(path);
  if (reference !== undefined) return wireReference(wiring.connector, reference, value);
  if (isList(value)) return value.map((item) => wireValue(wiring, item, `${path}[]`));
  if (value instanceof Money) {
    const { money } = wiring.connector;
    return money === undefined ? value.amount : { [money.amount]: value.amount, [money.currency]: value.currency };
  }
  return isRecord(value) ? wireRecord(wiring, value, path) : value;
}

function wireReference(connector: Connector, reference: Reference, value: Value): Value {
  const idField = connector.kinds.get(reference.kind)?.id ?? "id";
  if (reference.by === undefined) return isRecord(value) ? (value[idField] ?? value["id"]) : value;
  if (typeof value === "string" || typeof value === "number") return { [reference.by]: value };
  if (!isRecord(value)) return value;
  const id = value[reference.by] ?? value[idField];
  // Without an id it is no reference but data, such as an address that is written in place.
  return id === undefined ? value : { [reference.by]: id };
}

/** `base` with the changes laid over it, records within records likewise; null clears a field. */
export function mergeRecord(base: RecordValue, changes: RecordValue): RecordValue {
  const result: Record<string, Value> = { ...base };
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    const before = result[name];
    if (value === null) delete result[name];
    else result[name] = isRecord(value) && isRecord(before) ? mergeRecord(before, value) : value;
  }
  return result;
}

/** The body's fields for a JSON or multipart body: fixed ones first, those that stay at home left out. */
export function bodyFields(write: WriteCall, record: RecordValue): RecordValue {
  const fixed = Object.fromEntries(write.send.map(({ name, value }) => [name, value]));
  const all = { ...fixed, ...record };
  return Object.fromEntries(Object.entries(all).filter(([name]) => !write.notSent.includes(name)));
}

/**
 * Changes as JSON Patch operations, one for each leaf: what stands beside a changed field inside a record is not touched.
 * References, money and lists are replaced whole.
 */
export function jsonPatch(connector: Connector, kind: Kind, wire: RecordValue): readonly RecordValue[] {
  const operations: RecordValue[] = [];
  const walk = (record: RecordValue, pointer: string, path: string) => {
    for (const [name, value] of Object.entries(record)) {
      if (value === undefined) continue;
      const here = path === "" ? name : `${path}.${name}`;
      const at = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      const by = kind.references.get(here)?.by;
      if (by !== undefined && connector.jsonPatch.references === "path" && isRecord(value)) {
        operations.push(replace(connector, `${at}/${by}`, value[by]));
      } else if (isRecord(value) && by === undefined && !isAmount(connector, value)) {
        walk(value, at, here);
      } else {
        operations.push(replace(connector, at, value));
      }
    }
  };
  walk(wire, "", "");
  return operations;
}

function replace(connector: Connector, path: string, value: Value): RecordValue {
  return { op: connector.jsonPatch.operation, path, value: value ?? null };
}

function isAmount(connector: Connector, value: RecordValue): boolean {
  return (
    connector.money !== undefined &&
    Object.hasOwn(value, connector.money.amount) &&
    Object.hasOwn(value, connector.money.currency)
  );
}

/** Every file in a body, with the field that holds it. */
export function filesIn(record: RecordValue): readonly { readonly field: string; readonly file: FileValue }[] {
  return Object.entries(record).flatMap(([field, file]) => (file instanceof FileValue ? [{ field, file }] : []));
}
