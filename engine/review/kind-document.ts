import type { Property, RecordNode, SchemaNode, Slot } from "../schema/lower.ts";
import type { KindSchema, SystemSchema } from "../schema/system-schema.ts";

/** A record kind as those see it who write mappings. */
export interface KindDocument {
  /** `severa/invoice`. */
  readonly kind: string;
  readonly title: string | undefined;
  readonly about: string | undefined;
  readonly id: string;
  /** The fields that name a record for people. */
  readonly label: readonly string[];
  readonly can: readonly Ability[];
  readonly actions: readonly string[];
  /** The fields by which the system itself filters its list. By any other the whole list is read. */
  readonly filters: readonly string[];
  readonly fields: readonly KindField[];
  /** What belongs to a record and takes a call: `rows`, `pdf`. */
  readonly relations: readonly KindRelation[];
}

export type Ability = "list" | "read" | "create" | "update" | "undo";

export interface KindField {
  /** Dotted, through lists: `invoiceRows.quantity`. */
  readonly path: string;
  readonly type: KindFieldType;
  /** Of a text: characters. */
  readonly limit: number | undefined;
  /** Of a number: digits after the point that the system keeps. */
  readonly scale: number | undefined;
  /** Of a word: those that there are. */
  readonly words: readonly string[] | undefined;
  /** It is a list of what `type` says. */
  readonly many: boolean;
  /** Always there in what the system gives, once what is above it is. */
  readonly always: boolean;
  /** A create must fill it; below a part that may be left out, once that is there. */
  readonly required: boolean;
  readonly access: "read only" | "write only" | undefined;
  readonly filter: boolean;
  /** The kind that it leads to; rules read that record's fields behind this name, or behind `as`. */
  readonly leadsTo: string | undefined;
  readonly as: string | undefined;
  readonly about: string | undefined;
  /** Why nothing is known of its values. */
  readonly gap: string | undefined;
}

/** `table`: fields of any name, all of one type. */
export type KindFieldType =
  | "text"
  | "word"
  | "number"
  | "whole number"
  | "true or false"
  | "date"
  | "date and time"
  | "money"
  | "file"
  | "record"
  | "table"
  | "unknown";

export interface KindRelation {
  readonly name: string;
  /** Undefined for files. */
  readonly kind: string | undefined;
  readonly many: boolean;
  readonly about: string | undefined;
}

/** A record that holds itself is followed this far. */
const DEEPEST = 6;

/** All kinds of a system, in the order of its connector. */
export function kindDocuments(system: SystemSchema): readonly KindDocument[] {
  return [...system.kinds.values()].map(kindDocument);
}

export function kindDocument(kind: KindSchema): KindDocument {
  const { title, description } = kind.jsonSchema as { readonly title?: unknown; readonly description?: unknown };
  const { can } = kind;
  const abilities: readonly Ability[] = ["list", "read", "create", "update", "undo"];
  return {
    kind: kind.name,
    title: typeof title === "string" ? title : undefined,
    about: typeof description === "string" ? description : undefined,
    id: kind.id,
    label: kind.label,
    can: abilities.filter((ability) => can[ability]),
    actions: [...kind.actions],
    filters: [...kind.filters],
    fields: fieldsOf(kind, kind.record, "", false, 0),
    relations: [...kind.relations].map(([name, relation]) => ({
      name,
      kind: relation.kind,
      many: relation.many,
      about: relation.description,
    })),
  };
}

function fieldsOf(
  kind: KindSchema,
  record: RecordNode,
  above: string,
  readOnly: boolean,
  depth: number,
): readonly KindField[] {
  if (depth > DEEPEST) return [];
  return [...record.properties.values()].flatMap((property) => {
    const path = `${above}${property.name}`;
    const { node, many } = itemOf(property.slot());
    const fixed = readOnly || property.readOnly;
    const field = fieldOf(kind, property, path, fixed, node, many);
    if (node.kind !== "record" || node.money !== undefined) return [field];
    return [field, ...fieldsOf(kind, node, `${path}.`, fixed, depth + 1)];
  });
}

function fieldOf(
  kind: KindSchema,
  property: Property,
  path: string,
  readOnly: boolean,
  node: SchemaNode,
  many: boolean,
): KindField {
  const reference = kind.references.get(path);
  return {
    path,
    type: typeOf(node),
    limit: node.kind === "text" ? node.maxLength : undefined,
    scale: node.kind === "decimal" ? node.scale : undefined,
    words: node.kind === "enum" ? node.members : undefined,
    many,
    always: property.required && !property.slot().nullable,
    required: !readOnly && property.requiredOnCreate,
    access: readOnly ? "read only" : property.writeOnly ? "write only" : undefined,
    filter: kind.filters.has(path),
    leadsTo: reference?.kind,
    as: reference?.as,
    about: property.description,
    gap: node.kind === "unknown" ? node.gap : undefined,
  };
}

function itemOf({ node }: Slot): { readonly node: SchemaNode; readonly many: boolean } {
  return node.kind === "list" ? { node: itemOf(node.of()).node, many: true } : { node, many: false };
}

function typeOf(node: SchemaNode): KindFieldType {
  switch (node.kind) {
    case "text":
    case "file":
    case "table":
    case "date":
    case "unknown":
      return node.kind;
    case "enum":
      return "word";
    case "decimal":
      return "number";
    case "int":
      return "whole number";
    case "bool":
      return "true or false";
    case "datetime":
      return "date and time";
    case "list":
      return typeOf(itemOf({ node, nullable: false }).node);
    case "record":
      return node.money === undefined ? "record" : "money";
  }
}
