/** A JSON object, as read. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The schema files of one system by file name, so that `common.json#/$defs/money` is found. */
export type SchemaFiles = ReadonlyMap<string, unknown>;

/** One schema with the file it stands in, since `#` means that file. */
export interface LocatedSchema {
  readonly file: string;
  readonly schema: unknown;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Follows `$ref`: a JSON pointer within the file (`#/$defs/row`) or into another file of the same system
 * (`common.json#/$defs/money`). Undefined where it cannot be followed: anchors, and files that rename themselves by a
 * nested `$id`, are left to be read as unknown.
 */
export function followReference(files: SchemaFiles, from: string, reference: string): LocatedSchema | undefined {
  const [fileName = "", pointer = ""] = reference.split("#", 2);
  const file = fileName === "" ? from : fileName;
  const root = files.get(file);
  if (root === undefined || (pointer !== "" && !pointer.startsWith("/")) || renamesItself(root)) return undefined;
  const schema = atPointer(root, pointer);
  return schema === undefined ? undefined : { file, schema };
}

/** `common.json#/$defs/unit` -> `unit`, when it leads out of the file it stands in; such a schema is shared by name. */
export function sharedName(reference: string): string | undefined {
  const match = /^[^#]+#\/\$defs\/([^/]+)$/.exec(reference);
  return match?.[1];
}

function atPointer(root: unknown, pointer: string): unknown {
  let at: unknown = root;
  for (const step of pointer.split("/").slice(1)) {
    const name = decoded(step).replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(at)) at = at[Number(name)];
    else if (isObject(at) && Object.hasOwn(at, name)) at = at[name];
    else return undefined;
  }
  return at;
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

const renaming = new WeakMap<object, boolean>();

/** A nested `$id` changes what `#` and relative names mean below it; our own files have none. */
function renamesItself(root: unknown): boolean {
  if (!isObject(root)) return false;
  const known = renaming.get(root);
  if (known !== undefined) return known;
  const answer = Object.values(root).some(hasId);
  renaming.set(root, answer);
  return answer;
}

function hasId(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasId);
  if (!isObject(value)) return false;
  return typeof value["$id"] === "string" || Object.values(value).some(hasId);
}
