import type { Typed } from "../language/check/check.ts";
import { isComputed } from "../mapping/cells/computed-evaluation.ts";
import type { KindUse } from "../mapping/tree/kind-use.ts";
import { SOURCE_SLOT } from "../mapping/tree/slots.ts";
import { typedsOf } from "../mapping/tree/typeds.ts";
import { fieldsRead } from "./term-reads.ts";

/** Fields that tell when a record was made and changed: the sync goes by them. */
const AUDIT = [
  "createdDateTime",
  "lastUpdatedDateTime",
  "createdAt",
  "updatedAt",
  "created",
  "version",
  "modified",
  "lastModifiedDateTime",
];

/** Top-level fields of the source that a flow reads; undefined where that cannot be told and all are kept. */
export function keptFields(flow: object, from: KindUse, computed: readonly Typed[]): ReadonlySet<string> | undefined {
  const { schema } = from;
  const properties = schema.record.properties;
  const kept = new Set([schema.id, ...schema.label, ...AUDIT.filter((field) => properties.has(field))]);
  const read = fieldsRead(typedsOf(flow), SOURCE_SLOT);
  if (read.whole) return undefined;
  const pending = [...read.fields.values()];
  if (pending.some(isComputed))
    for (const field of fieldsRead(computed, SOURCE_SLOT).fields.values()) pending.push(field);
  for (const field of pending) {
    if (properties.has(field.name)) kept.add(field.name);
    // A relation is asked for by the identity; anything else may hide under another name in the JSON.
    else if (field.isCall !== true && !isComputed(field)) return undefined;
  }
  return kept;
}
