import type { JsonObject, LocatedSchema, SchemaFiles } from "./schema-document.ts";
import { followReference, isObject, sharedName } from "./schema-document.ts";

/** What a schema says with its `$ref`s and `allOf`s drawn together. Each part only widens what the schema allows. */
export interface FlatSchema {
  /** Undefined: any. */
  readonly types: ReadonlySet<string> | undefined;
  /** The members of `enum` or `const`. */
  readonly members: readonly unknown[] | undefined;
  /** The name under which the members are shared by several record kinds. */
  readonly sharedName: string | undefined;
  readonly properties: ReadonlyMap<string, readonly LocatedSchema[]>;
  readonly required: ReadonlySet<string>;
  readonly requiredOnCreate: ReadonlySet<string>;
  readonly items: LocatedSchema | undefined;
  readonly values: LocatedSchema | undefined;
  /** `anyOf` or `oneOf`. */
  readonly choices: readonly LocatedSchema[] | undefined;
  readonly format: string | undefined;
  readonly maxLength: number | undefined;
  /** `x-scale`: digits after the point that the system keeps. (`multipleOf: 0.01` fails on binary floats.) */
  readonly scale: number | undefined;
  readonly money: { readonly amount: string; readonly currency: string } | undefined;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly description: string | undefined;
  /** A `$ref` that leads nowhere: nothing is known of what it allows, and that is a fault of the schema. */
  readonly lost: readonly string[];
}

type Draft = { -readonly [K in keyof FlatSchema]: FlatSchema[K] };

const NO_PROPERTIES: FlatSchema["properties"] = new Map();
const NO_NAMES: ReadonlySet<string> = new Set();

/** Draws several schemas that all apply into one. */
export function flatten(files: SchemaFiles, schemas: readonly LocatedSchema[]): FlatSchema {
  const draft: Draft = {
    types: undefined,
    members: undefined,
    sharedName: undefined,
    properties: NO_PROPERTIES,
    required: NO_NAMES,
    requiredOnCreate: NO_NAMES,
    items: undefined,
    values: undefined,
    choices: undefined,
    format: undefined,
    maxLength: undefined,
    scale: undefined,
    money: undefined,
    readOnly: false,
    writeOnly: false,
    description: undefined,
    lost: [],
  };
  const seen = new Set<unknown>();
  for (const schema of schemas) addSchema(draft, files, schema, undefined, seen);
  return draft;
}

function addSchema(
  draft: Draft,
  files: SchemaFiles,
  located: LocatedSchema,
  name: string | undefined,
  seen: Set<unknown>,
): void {
  const { schema, file } = located;
  if (!isObject(schema) || seen.has(schema)) return;
  seen.add(schema);
  addOwn(draft, schema, file, name);
  const reference = schema["$ref"];
  if (typeof reference === "string") {
    const target = followReference(files, file, reference);
    if (target === undefined) draft.lost = [...draft.lost, reference];
    else addSchema(draft, files, target, sharedName(reference) ?? name, seen);
  }
  for (const part of arrayOf(schema["allOf"])) addSchema(draft, files, { file, schema: part }, name, seen);
}

function addOwn(draft: Draft, schema: JsonObject, file: string, name: string | undefined): void {
  draft.types = narrower(draft.types, typesOf(schema));
  const members = Array.isArray(schema["enum"]) ? schema["enum"] : "const" in schema ? [schema["const"]] : undefined;
  if (members !== undefined && draft.members === undefined) {
    draft.members = members;
    draft.sharedName = name;
  }
  addProperties(draft, schema, file);
  draft.items ??= itemsOf(schema, file);
  if (isObject(schema["additionalProperties"]) && !("patternProperties" in schema))
    draft.values ??= { file, schema: schema["additionalProperties"] };
  const choices = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(choices)) draft.choices ??= choices.map((choice) => ({ file, schema: choice }));
  addFacts(draft, schema);
}

function addProperties(draft: Draft, schema: JsonObject, file: string): void {
  if (isObject(schema["properties"])) {
    const properties = new Map(draft.properties);
    for (const [key, value] of Object.entries(schema["properties"])) {
      const before = properties.get(key);
      const here = { file, schema: value };
      properties.set(key, before === undefined ? [here] : [...before, here]);
    }
    draft.properties = properties;
  }
  draft.required = withTexts(draft.required, schema["required"]);
  draft.requiredOnCreate = withTexts(draft.requiredOnCreate, schema["x-required-on-create"]);
}

function withTexts(names: ReadonlySet<string>, more: unknown): ReadonlySet<string> {
  return more === undefined ? names : new Set([...names, ...textsOf(more)]);
}

function addFacts(draft: Draft, schema: JsonObject): void {
  const money = schema["x-money"];
  if (isObject(money) && typeof money["amount"] === "string" && typeof money["currency"] === "string")
    draft.money ??= { amount: money["amount"], currency: money["currency"] };
  if (typeof schema["format"] === "string") draft.format ??= schema["format"];
  if (typeof schema["maxLength"] === "number")
    draft.maxLength = Math.min(draft.maxLength ?? Number.POSITIVE_INFINITY, schema["maxLength"]);
  if (typeof schema["x-scale"] === "number") draft.scale ??= schema["x-scale"];
  if (schema["readOnly"] === true) draft.readOnly = true;
  if (schema["writeOnly"] === true) draft.writeOnly = true;
  if (typeof schema["description"] === "string") draft.description ??= schema["description"];
}

function typesOf(schema: JsonObject): ReadonlySet<string> | undefined {
  const type = schema["type"];
  if (typeof type === "string") return new Set([type]);
  return Array.isArray(type) ? new Set(textsOf(type)) : undefined;
}

/** What both allow; an integer is a number. */
function narrower(one: ReadonlySet<string> | undefined, other: ReadonlySet<string> | undefined) {
  if (one === undefined || other === undefined) return one ?? other;
  const both = new Set([...one].filter((type) => other.has(type)));
  if (one.has("integer") && other.has("number")) both.add("integer");
  if (one.has("number") && other.has("integer")) both.add("integer");
  return both;
}

/** A list whose first items have schemas of their own is not a list of one type. */
function itemsOf(schema: JsonObject, file: string): LocatedSchema | undefined {
  if ("prefixItems" in schema) return { file, schema: true };
  return "items" in schema ? { file, schema: schema["items"] } : undefined;
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textsOf(value: unknown): readonly string[] {
  return arrayOf(value).filter((item) => typeof item === "string");
}
