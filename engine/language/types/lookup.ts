import { canonicalJson } from "../../value/json.ts";
import type { RecordValue } from "../../value/value.ts";
import type { LinkedSide, Lookup } from "./frame.ts";

/**
 * The makers of look-up requests. Whoever asks and whoever answers from memory use these, so that equal questions have
 * equal keys. `kind` is a record kind with its system, `severa/customer`.
 */
export function lookupById(kind: string, id: string | number): Lookup {
  return { op: "byId", kind, id, key: `byId ${kind} ${id}` };
}

/** The records whose fields equal `where`. */
export function lookupFind(kind: string, where: RecordValue): Lookup {
  return { op: "find", kind, where, key: `find ${kind} ${canonicalJson(where)}` };
}

/** All records of a kind, narrowed by what the connector can filter by. */
export function lookupAll(kind: string, where: RecordValue = {}): Lookup {
  return { op: "all", kind, where, key: `all ${kind} ${canonicalJson(where)}` };
}

/**
 * Child records or a file of one record; `idField` is the field that identifies a record of `kind`. It is undefined where
 * the records live in others and their ids repeat there, such as the numbers of lines: a call is made of what a record
 * holds, so equal ones have equal answers.
 */
export function lookupRelation(kind: string, relation: string, of: RecordValue, idField: string | undefined): Lookup {
  const asked = idField === undefined ? canonicalJson(of) : identityText(of, idField);
  return { op: "relation", kind, relation, of, key: `relation ${kind} ${relation} ${asked}` };
}

/** The record that a register has linked with the one of this id on this side. */
export function lookupLinked(register: string, side: LinkedSide, id: string): Lookup {
  return { op: "linked", register, side, id, key: `linked ${register} ${side} ${id}` };
}

/** A record without an identity is told apart by what it holds. */
function identityText(record: RecordValue, idField: string): string {
  const id = record[idField];
  return typeof id === "string" || typeof id === "number" ? String(id) : canonicalJson(record);
}
