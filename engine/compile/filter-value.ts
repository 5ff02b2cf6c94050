import type { Type } from "../language/types/type.ts";
import type { RecordValue, Value } from "../value/value.ts";

/** The field that identifies the records of a type; undefined for what is no reference. */
export function identityOf(type: Type): string | undefined {
  const plain = type.kind === "optional" ? type.of : type;
  return plain.kind === "record" ? plain.shape.identity : undefined;
}

/** A reference is filtered by what identifies the record. */
export function asFilter(value: Value, identity: string | undefined): Value {
  if (identity === undefined || typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return (value as RecordValue)[identity];
}
