import { FileValue, type Value } from "../../value/value.ts";
import type { Field, Type } from "./type.ts";
import { DECIMAL, INTEGER, TEXT, UNKNOWN } from "./type-relations.ts";

/** The field of a record, of an amount of money, of a file, or of a value without a schema. */
export function fieldOf(type: Type, name: string): Field | undefined {
  switch (type.kind) {
    case "record":
      return type.shape.field(name);
    case "money":
      return MONEY_FIELDS.get(name);
    case "file":
      return FILE_FIELDS.get(name);
    case "unknown":
      return { name, type: UNKNOWN, own: true, read: (record) => ownProperty(record, name) };
    default:
      return undefined;
  }
}

/** How a field that is nothing but a property is read. Every object has some names of its own kind; those need care. */
export function readOf(name: string): Field["read"] {
  return name in Object.prototype ? (record) => ownProperty(record, name) : (record) => record[name];
}

function ownProperty(record: Readonly<Record<string, Value>>, name: string): Value {
  return typeof record === "object" && record !== null && Object.hasOwn(record, name) ? record[name] : undefined;
}

// Money and files are objects of their own classes, so their fields are read like those of records.
const MONEY_FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ["amount", { name: "amount", type: DECIMAL, own: true, read: (money) => money["amount"] }],
  [
    "currency",
    {
      name: "currency",
      type: { kind: "optional", of: { kind: "text", maxLength: 3 } },
      own: true,
      read: (money) => money["currency"],
    },
  ],
]);

const FILE_FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ["name", { name: "name", type: TEXT, own: true, read: (file) => file["name"] }],
  ["type", { name: "type", type: TEXT, own: true, read: (file) => file["type"] }],
  ["size", { name: "size", type: { kind: "optional", of: INTEGER }, own: true, read: (file) => file["size"] }],
  ["id", { name: "id", type: TEXT, read: fileId }],
]);

/** Identifies the file in its system; a file without one goes by its name. */
function fileId(record: unknown): Value {
  if (!(record instanceof FileValue)) return undefined;
  return record.fetch.from === "system" ? Object.values(record.fetch.values).join("/") : record.name;
}
