import { Secret } from "../value/secret.ts";
import { FileValue, Money, type RecordValue, type Value } from "../value/value.ts";
import type { Connector, Kind, Reference, WriteCall } from "./description.ts";
import { isList, isRecord } from "./path.ts";

/**
 * The record as the vendor takes it: references shrink to the id by which the vendor knows them, names that only the
 * mapping knows (`as`) go to the field they stand for, money becomes the vendor's two fields. Absent fields are left out.
 */
export function toWire(connector: Connector, kind: Kind, record: RecordValue): RecordValue {
  return wireRecord(connector, shapeOf(kind), record);
}

/** What is to be known of one place in a kind's records; absent below all references. */
interface ReferenceShape {
  reference: Reference | undefined;
  items: ReferenceShape | undefined;
  /** By the name that a mapping uses: `partner` and `partnerId` may be the same field. */
  readonly fields: Map<string, { readonly name: string; readonly shape: ReferenceShape }>;
}

const known = new WeakMap<Kind, ReferenceShape>();

function shapeOf(kind: Kind): ReferenceShape {
  const found = known.get(kind);
  if (found !== undefined) return found;
  const shape = readShape(kind);
  known.set(kind, shape);
  return shape;
}

function readShape(kind: Kind): ReferenceShape {
  const root = newShape();
  for (const [path, reference] of kind.references) {
    let holder = root;
    const steps = path.split(".");
    for (const [index, step] of steps.entries()) {
      let name = step;
      while (name.endsWith("[]")) name = name.slice(0, -2);
      const entry = holder.fields.get(name) ?? { name, shape: newShape() };
      holder.fields.set(name, entry);
      if (index === steps.length - 1 && reference.as !== undefined) holder.fields.set(reference.as, entry);
      holder = entry.shape;
      for (let lists = (step.length - name.length) / 2; lists > 0; lists--) {
        holder.items ??= newShape();
        holder = holder.items;
      }
    }
    holder.reference = reference;
  }
  return root;
}

function newShape(): ReferenceShape {
  return { reference: undefined, items: undefined, fields: new Map() };
}

function wireRecord(connector: Connector, shape: ReferenceShape | undefined, record: RecordValue): RecordValue {
  const result: Record<string, Value> = {};
  for (const name in record) {
    const value = record[name];
    if (value === undefined) continue;
    const field = shape?.fields.get(name);
    result[field === undefined ? name : field.name] = wireValue(connector, field?.shape, value);
  }
  return result;
}

function wireValue(connector: Connector, shape: ReferenceShape | undefined, value: Value): Value {
  if (shape?.reference !== undefined) return wireReference(connector, shape.reference, value);
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map((item) => wireValue(connector, shape?.items, item));
  if (value instanceof Money) {
    const { money } = connector;
    return money === undefined ? value.amount : { [money.amount]: value.amount, [money.currency]: value.currency };
  }
  return isRecord(value) ? wireRecord(connector, shape, value) : value;
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
  if (write.send.length === 0 && write.notSent.length === 0) return record;
  const fields: Record<string, Value> = {};
  for (const { name, value } of write.send) fields[name] = value;
  Object.assign(fields, record);
  for (const name of write.notSent) delete fields[name];
  return fields;
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

/** What is put into the request and nowhere else: the same with the texts of its secrets. */
export function revealed(value: Value): Value {
  return holdsSecret(value) ? withTexts(value) : value;
}

function holdsSecret(value: Value): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (value instanceof Secret) return true;
  if (isList(value)) return value.some(holdsSecret);
  if (!isRecord(value)) return false;
  for (const name in value) if (holdsSecret(value[name])) return true;
  return false;
}

function withTexts(value: Value): Value {
  if (value instanceof Secret) return value.reveal();
  if (isList(value)) return value.map(withTexts);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withTexts(inner)]));
}

/** Every file in a body, with the field that holds it. */
export function filesIn(record: RecordValue): readonly { readonly field: string; readonly file: FileValue }[] {
  return Object.entries(record).flatMap(([field, file]) => (file instanceof FileValue ? [{ field, file }] : []));
}
