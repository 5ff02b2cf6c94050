import { readOf } from "../language/types/built-in-fields.ts";
import type { Frame } from "../language/types/frame.ts";
import { lookupById, lookupRelation } from "../language/types/lookup.ts";
import type { Field, Shape, Type } from "../language/types/type.ts";
import { BigDecimal } from "../value/decimal.ts";
import { isRecord } from "../value/path.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { Money } from "../value/value.ts";
import type { Property, RecordNode, SchemaNode, Slot } from "./lower.ts";

/** What the connector says of a record kind beyond its JSON: which fields lead to other records, and what can be fetched. */
export interface KindLinks {
  /** `severa/invoice`. */
  readonly kind: string;
  readonly id: string;
  /** The records live in others, and their ids may repeat from one to the next. */
  readonly embedded: boolean;
  /** By dotted path of the field, through lists. */
  readonly references: ReadonlyMap<string, Reference>;
  readonly relations: ReadonlyMap<string, Relation>;
  /** The shape of another kind of the same system. */
  readonly shapeOf: (kind: string) => Shape;
}

export interface Reference {
  /** `severa/customer`. */
  readonly kind: string;
  /** The field that holds the other record's id: of the embedded record, and of the other record itself. */
  readonly by: string;
  /** The own field holds the id alone; the reference is a field of this name beside it. */
  readonly as: string | undefined;
}

/** `kind` is undefined for files. */
export interface Relation {
  readonly kind: string | undefined;
  readonly many: boolean;
  readonly description: string | undefined;
}

/** The shape of a whole record: its own fields, its references and its relations. */
export function kindShape(record: RecordNode, links: KindLinks): Shape {
  const own = ownFields(record, links, "");
  return lazyShape(
    { name: record.name, identity: links.id, kind: links.kind },
    {
      names: () => [...own.names(), ...links.relations.keys()],
      field: (name) => {
        const relation = links.relations.get(name);
        return relation === undefined ? own.field(name) : relationField(name, relation, links);
      },
    },
  );
}

/** The static type of a place, without `optional` around it. */
export function typeOf(node: SchemaNode, links: KindLinks, path: string): Type {
  switch (node.kind) {
    case "text":
      return node.maxLength === undefined ? { kind: "text" } : { kind: "text", maxLength: node.maxLength };
    case "enum":
      return { kind: "enum", name: node.name, members: node.members };
    case "decimal":
      return { kind: "decimal" };
    case "list":
      return { kind: "list", of: slotType(node.of(), links, path) };
    case "table":
      return { kind: "table", value: typeOf(node.of().node, links, path) };
    case "record":
      return node.money === undefined ? { kind: "record", shape: innerShape(node, links, path) } : { kind: "money" };
    default:
      return { kind: node.kind };
  }
}

export function slotType(slot: Slot, links: KindLinks, path: string): Type {
  const type = typeOf(slot.node, links, path);
  return slot.nullable && type.kind !== "unknown" ? { kind: "optional", of: type } : type;
}

function innerShape(node: RecordNode, links: KindLinks, path: string): Shape {
  const reference = links.references.get(path);
  if (reference === undefined || reference.as !== undefined)
    return lazyShape({ name: node.name }, ownFields(node, links, path));
  return referenceShape(node.name, reference, links, ownFields(node, links, path));
}

/** The embedded fields first; what they lack is read from the record that the reference names. */
function referenceShape(name: string, reference: Reference, links: KindLinks, embedded: Fields): Shape {
  const follow = (record: RecordValue, frame: Frame): RecordValue | undefined => {
    const id = record[reference.by];
    if (typeof id !== "string" && typeof id !== "number" && !(id instanceof BigDecimal)) return undefined;
    const found = frame.world.lookup(lookupById(reference.kind, id instanceof BigDecimal ? String(id) : id));
    return isRecord(found) ? found : undefined;
  };
  const base = { name, identity: reference.by, kind: reference.kind };
  return lazyShape(base, embedded, {
    names: () => links.shapeOf(reference.kind).names(),
    field: (wanted) => {
      const field = links.shapeOf(reference.kind).field(wanted);
      if (field === undefined) return undefined;
      const read: Field["read"] = (record, frame) => {
        const found = follow(record, frame);
        return found === undefined ? undefined : field.read(found, frame);
      };
      return { ...field, read, own: false, isCall: true };
    },
  });
}

/** The fields of the record's own JSON, and the references that stand beside the ids in it. */
function ownFields(record: RecordNode, links: KindLinks, path: string): Fields {
  const besides = [...links.references].flatMap(([at, reference]) => {
    const holder = reference.as === undefined ? undefined : nameBelow(at, path);
    return holder === undefined || reference.as === undefined ? [] : [{ name: reference.as, holder, reference }];
  });
  return {
    names: () => {
      const readable = [...record.properties.values()].filter((property) => !property.writeOnly);
      return [...readable.map((property) => property.name), ...besides.map(({ name }) => name)];
    },
    field: (name) => {
      const beside = besides.findLast((each) => each.name === name);
      if (beside !== undefined) return idField(name, beside.holder, beside.reference, record, links);
      const property = record.properties.get(name);
      return property === undefined || property.writeOnly
        ? undefined
        : ownField(property, links, join(path, property.name));
    },
  };
}

function ownField(property: Property, links: KindLinks, path: string): Field {
  const slot = property.slot();
  const type = typeOf(slot.node, links, path);
  const certain = (property.required && !slot.nullable) || type.kind === "unknown";
  const convert = conversionOf(slot.node);
  const { name } = property;
  const read = readOf(name);
  return {
    name,
    type: certain ? type : { kind: "optional", of: type },
    ...(property.description === undefined ? {} : { description: property.description }),
    ...(convert === undefined ? { read, own: true } : { read: (record, frame) => convert(read(record, frame)) }),
  };
}

/** A reference whose own JSON is the id alone, read as a record that holds nothing else. */
function idField(name: string, holder: string, reference: Reference, record: RecordNode, links: KindLinks): Field {
  const shape = referenceShape(`${record.name}.${name}`, reference, links, NO_FIELDS);
  const property = record.properties.get(holder);
  return {
    name,
    type: { kind: "optional", of: { kind: "record", shape } },
    ...(property?.description === undefined ? {} : { description: property.description }),
    read: (value) => {
      const id = value[holder];
      return id === undefined || id === null || id === "" ? undefined : { [reference.by]: id };
    },
  };
}

function relationField(name: string, relation: Relation, links: KindLinks): Field {
  const identity = links.embedded ? undefined : links.id;
  const one: Type =
    relation.kind === undefined ? { kind: "file" } : { kind: "record", shape: links.shapeOf(relation.kind) };
  return {
    name,
    type: relation.many ? { kind: "list", of: one } : { kind: "optional", of: one },
    ...(relation.description === undefined ? {} : { description: relation.description }),
    isCall: true,
    read: (record, frame) => frame.world.lookup(lookupRelation(links.kind, name, record, identity)),
  };
}

/** What makes our value out of the JSON's; undefined where the two are the same. */
function conversionOf(node: SchemaNode): ((value: Value) => Value) | undefined {
  if (node.kind === "record" && node.money !== undefined) {
    const { amount, currency } = node.money;
    return (value) => moneyOf(value, amount, currency);
  }
  if (node.kind !== "list") return undefined;
  const item = node.of().node;
  if (item.kind !== "record" || item.money === undefined) return undefined;
  const convert = conversionOf(item);
  return (value) => (Array.isArray(value) && convert !== undefined ? value.map(convert) : value);
}

function moneyOf(value: Value, amountKey: string, currencyKey: string): Value {
  if (value instanceof Money) return value;
  if (!isRecord(value)) return undefined;
  const amount = value[amountKey];
  const currency = value[currencyKey];
  if (typeof amount !== "number" && !(amount instanceof BigDecimal)) return undefined;
  return new Money(amount, typeof currency === "string" ? currency : undefined);
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** `customer` below `` and `rows.project` below `rows` are the names `customer` and `project`; what lies deeper is none. */
function nameBelow(at: string, path: string): string | undefined {
  if (path !== "" && !at.startsWith(`${path}.`)) return undefined;
  const rest = path === "" ? at : at.slice(path.length + 1);
  return rest.includes(".") ? undefined : rest;
}

interface Fields {
  readonly names: () => readonly string[];
  readonly field: (name: string) => Field | undefined;
}

const NO_FIELDS: Fields = { names: () => [], field: () => undefined };

/** A field is made when it is first asked for: of most records few are. */
function lazyShape(base: Pick<Shape, "name" | "identity" | "kind">, own: Fields, more: Fields = NO_FIELDS): Shape {
  const made = new Map<string, Field | undefined>();
  let names: readonly string[] | undefined;
  return {
    ...base,
    field: (name) => {
      if (!made.has(name)) made.set(name, own.field(name) ?? more.field(name));
      return made.get(name);
    },
    names: () => {
      names ??= [...new Set([...own.names(), ...more.names()])];
      return names;
    },
  };
}
