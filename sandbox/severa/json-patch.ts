import { Refusal } from "../server/exchange.ts";
import { isRecord, type Json, type JsonRecord, parseJson } from "../server/json.ts";
import { severaError } from "./errors.ts";

export interface Replacement {
  /** Canonical names, from the outside in. */
  readonly path: readonly string[];
  readonly value: Json;
}

/** A record's writable members: leaf names, or `{guid}` references. */
export interface Writable {
  readonly fields: readonly string[];
  readonly references: readonly string[];
}

/**
 * Reads a JSON Patch. Only Replace is supported; `op` and the path are compared without case, and a reference may be
 * written as `/status` with `{guid}` or as `/status/guid` with a text.
 */
export function readPatch(body: Buffer, writable: Writable): readonly Replacement[] {
  const document = parseJson(body.toString("utf8"));
  if (!Array.isArray(document))
    throw new Refusal(
      severaError("InvalidRequest", "A PATCH body is an array of operations.", { type: "RequestBody", name: "body" }),
    );
  return (document as readonly Json[]).map((operation) => readOperation(operation, writable));
}

function readOperation(operation: Json, writable: Writable): Replacement {
  if (!isRecord(operation) || typeof operation["op"] !== "string")
    throw new Refusal(
      severaError("InvalidRequest", "An operation has op, path and value.", { type: "RequestBody", name: "op" }),
    );
  if (operation["op"].toLowerCase() !== "replace")
    throw new Refusal(
      severaError("InvalidOperation", `Operation ${operation["op"]} is not supported; only Replace is.`, {
        type: "RequestBody",
        name: "op",
      }),
    );
  const path = typeof operation["path"] === "string" ? operation["path"] : "";
  const [first = "", ...rest] = path.split("/").filter((part) => part !== "");
  const value = operation["value"] ?? null;
  const referenced = writable.references.find((name) => same(name, first));
  if (referenced !== undefined) return { path: [referenced], value: guidOf(path, rest, value) };
  const field = writable.fields.find((name) => same(name, first));
  if (field === undefined)
    throw new Refusal(
      severaError("InvalidParameter", `${path} cannot be changed.`, { type: "RequestBody", name: path }),
    );
  return { path: [field, ...rest], value };
}

function guidOf(path: string, rest: readonly string[], value: Json): Json {
  const guid =
    rest.length === 0 && isRecord(value)
      ? (value["guid"] ?? value["Guid"])
      : rest.length === 1 && same(rest[0] ?? "", "guid")
        ? value
        : undefined;
  if (typeof guid === "string" || guid === null) return guid;
  throw new Refusal(severaError("InvalidParameter", `${path} takes a guid.`, { type: "RequestBody", name: path }));
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Puts the replacements into nested records. */
export function asChange(replacements: readonly Replacement[]): JsonRecord {
  const result: Record<string, Json> = {};
  for (const { path, value } of replacements) {
    let at = result;
    path.forEach((name, index) => {
      if (index === path.length - 1) at[name] = value;
      else {
        const next = at[name];
        const record: Record<string, Json> = isRecord(next) ? { ...(next as Record<string, Json>) } : {};
        at[name] = record;
        at = record;
      }
    });
  }
  return result;
}
