import type { FlatSchema } from "./flatten.ts";
import { flatten } from "./flatten.ts";
import type { LocatedSchema, SchemaFiles } from "./schema-document.ts";

/**
 * A JSON Schema as our types see it. It only widens: every value that the schema allows fits. Where the schema says
 * something our types cannot say, the node is `unknown` and `gap` tells why.
 */
export type SchemaNode =
  | { readonly kind: "bool" | "int" | "date" | "datetime" | "file" }
  | { readonly kind: "decimal"; readonly scale: number | undefined }
  | { readonly kind: "text"; readonly maxLength: number | undefined }
  | { readonly kind: "enum"; readonly name: string; readonly members: readonly string[] }
  | { readonly kind: "list"; readonly of: () => Slot }
  | RecordNode
  | { readonly kind: "table"; readonly of: () => Slot }
  | { readonly kind: "unknown"; readonly gap: string };

export interface RecordNode {
  readonly kind: "record";
  /** `severa/invoice.receiverAddress`. */
  readonly name: string;
  readonly properties: ReadonlyMap<string, Property>;
  /** The keys that make the record an amount of money. */
  readonly money: { readonly amount: string; readonly currency: string } | undefined;
}

/** A node with whether the JSON null may stand in its place. */
export interface Slot {
  readonly node: SchemaNode;
  readonly nullable: boolean;
}

export interface Property {
  readonly name: string;
  /** Always there in what the system gives. */
  readonly required: boolean;
  readonly requiredOnCreate: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly description: string | undefined;
  /** Lowered when first asked for, since records may hold themselves. */
  readonly slot: () => Slot;
}

/** Where a node stands, for the names of its enums and records: `severa/invoice` and `receiverAddress.country`. */
interface NodeLocation {
  readonly files: SchemaFiles;
  readonly system: string;
  readonly kind: string;
  readonly path: string;
}

/** Lowers the schema in `file` of the kind `severa/invoice`. */
export function lowerKind(files: SchemaFiles, file: string, system: string, kind: string): Slot {
  return lower([{ file, schema: files.get(file) }], { files, system, kind: `${system}/${kind}`, path: "" });
}

function lower(schemas: readonly LocatedSchema[], location: NodeLocation): Slot {
  return lowerFlat(flatten(location.files, schemas), location);
}

function lowerFlat(flat: FlatSchema, location: NodeLocation): Slot {
  if (flat.lost.length > 0) return unknown(`the reference ${flat.lost[0]} leads nowhere`);
  if (flat.members !== undefined) return lowerMembers(flat, location);
  if (flat.choices !== undefined) return lowerChoices(flat, location);
  if (flat.types === undefined)
    return unknown(flat.format === undefined ? "it has no type" : "it has a format and no type");
  const types = new Set(flat.types);
  const nullable = types.delete("null");
  if (types.size === 2 && types.has("integer")) types.delete(types.has("number") ? "integer" : "");
  const [type] = types;
  if (type === undefined || types.size > 1) return unknown(`it may be ${[...flat.types].join(" or ") || "nothing"}`);
  return { node: lowerType(type, flat, location), nullable };
}

function lowerType(type: string, flat: FlatSchema, location: NodeLocation): SchemaNode {
  if (type === "boolean") return { kind: "bool" };
  if (type === "integer") return { kind: "int" };
  if (type === "number") return { kind: "decimal", scale: flat.scale };
  if (type === "string") return lowerText(flat);
  if (type === "array")
    return {
      kind: "list",
      of: once(() =>
        flat.items === undefined ? unknown("the items of the list have no type") : lower([flat.items], location),
      ),
    };
  if (type === "object") return lowerObject(flat, location);
  return unknown(`"${type}" is no type of JSON Schema`).node;
}

function lowerText(flat: FlatSchema): SchemaNode {
  if (flat.format === "date") return { kind: "date" };
  if (flat.format === "date-time") return { kind: "datetime" };
  if (flat.format === "binary") return { kind: "file" };
  return { kind: "text", maxLength: flat.maxLength };
}

function lowerObject(flat: FlatSchema, location: NodeLocation): SchemaNode {
  const name = location.path === "" ? location.kind : `${location.kind}.${location.path}`;
  if (flat.properties.size === 0) {
    const values = flat.values;
    if (values !== undefined) return { kind: "table", of: once(() => lower([values], location)) };
    return unknown("its fields are not told").node;
  }
  const properties = new Map<string, Property>();
  for (const [key, schemas] of flat.properties) properties.set(key, new LazyProperty(key, schemas, flat, location));
  return { kind: "record", name, properties, money: flat.money };
}

/** What its schemas say is drawn together when it is first asked for: of most records few properties are. */
class LazyProperty implements Property {
  readonly name: string;
  readonly required: boolean;
  readonly #schemas: readonly LocatedSchema[];
  readonly #parent: FlatSchema;
  readonly #location: NodeLocation;
  #flat: FlatSchema | undefined;
  #slot: Slot | undefined;

  constructor(name: string, schemas: readonly LocatedSchema[], parent: FlatSchema, location: NodeLocation) {
    this.name = name;
    this.required = parent.required.has(name);
    this.#schemas = schemas;
    this.#parent = parent;
    this.#location = location;
  }

  get requiredOnCreate(): boolean {
    return !this.readOnly && (this.required || this.#parent.requiredOnCreate.has(this.name));
  }

  get readOnly(): boolean {
    return this.#drawn().readOnly;
  }

  get writeOnly(): boolean {
    return this.#drawn().writeOnly;
  }

  get description(): string | undefined {
    return this.#drawn().description;
  }

  slot(): Slot {
    this.#slot ??= lowerFlat(this.#drawn(), { ...this.#location, path: this.#path() });
    return this.#slot;
  }

  #path(): string {
    const { path } = this.#location;
    return path === "" ? this.name : `${path}.${this.name}`;
  }

  #drawn(): FlatSchema {
    this.#flat ??= flatten(this.#location.files, this.#schemas);
    return this.#flat;
  }
}

/** An enum of texts is nominal. One that several kinds share by name (`common.json#/$defs/unit`) is the same for all. */
function lowerMembers(flat: FlatSchema, location: NodeLocation): Slot {
  const members = flat.members ?? [];
  const texts = members.filter((member) => typeof member === "string");
  const nullable = members.includes(null) && (flat.types?.has("null") ?? true);
  const others = members.filter((member) => typeof member !== "string" && member !== null);
  if (others.length === 0 && texts.length > 0) {
    const name =
      flat.sharedName === undefined ? `${location.kind}.${location.path}` : `${location.system}.${flat.sharedName}`;
    return { node: { kind: "enum", name, members: texts }, nullable };
  }
  if (texts.length === 0 && others.length > 0) {
    if (others.every((member) => typeof member === "boolean")) return { node: { kind: "bool" }, nullable };
    if (others.every((member) => Number.isSafeInteger(member))) return { node: { kind: "int" }, nullable };
    if (others.every((member) => typeof member === "number"))
      return { node: { kind: "decimal", scale: undefined }, nullable };
  }
  return unknown("its values are of several types");
}

/** `anyOf` and `oneOf`: one type and null, or scalars of one type; anything else is unknown. */
function lowerChoices(flat: FlatSchema, location: NodeLocation): Slot {
  const slots = (flat.choices ?? []).map((choice) => ({ flat: flatten(location.files, [choice]), choice }));
  const real = slots.filter(({ flat: each }) => !(each.types?.size === 1 && each.types.has("null")));
  const nullable = real.length < slots.length || (flat.types?.has("null") ?? false);
  if (real.length === 1 && real[0] !== undefined && flat.properties.size === 0) {
    const one = lower([real[0].choice], location);
    return { node: one.node, nullable: one.nullable || nullable };
  }
  return unknown("it is one of several schemas");
}

function unknown(gap: string): Slot {
  return { node: { kind: "unknown", gap }, nullable: true };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
