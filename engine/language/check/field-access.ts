import type { Hint } from "../../source/hints.ts";
import { nearest } from "../../source/nearest.ts";
import type { Candidate, FieldAccess } from "../syntax/ast.ts";
import { fieldOf } from "../types/built-in-fields.ts";
import { narrowed } from "../types/proofs.ts";
import { showType } from "../types/show-type.ts";
import type { Term } from "../types/term.ts";
import type { Field, Type } from "../types/type.ts";
import { optional, present } from "../types/type-relations.ts";
import { nearestName } from "./conform.ts";
import { checkInner, type Environment, faulty, written } from "./environment.ts";

/** `customer.email`: of a record, an amount of money, a file, or of what has no schema. */
export function checkField(env: Environment, expr: FieldAccess): Term {
  const of = checkInner(env, expr.of);
  const name = { start: expr.nameStart, end: Math.max(expr.nameStart + expr.name.length, expr.nameStart) };
  if (expr.name === "") return { op: "hole", type: { kind: "fault" }, start: expr.start, end: expr.end };
  if (isReserved(expr.name)) return faulty(env, "name-reserved", name, { name: expr.name });
  const record = present(of.type);
  const field = fieldOf(record, expr.name);
  if (field !== undefined) return fieldTerm(env, of, field, expr);
  if (record.kind === "fault") return { op: "hole", type: record, start: expr.start, end: expr.end };
  if (record.kind === "list") return listField(env, expr, record.of, name);
  if (record.kind === "record") {
    const near = nearest(expr.name, record.shape.names());
    return faulty(
      env,
      "field-unknown",
      name,
      { field: expr.name, of: record.shape.name, nearest: near },
      { hints: fieldHints(record.shape.names(), near) },
    );
  }
  if (record.kind === "word") {
    const [word = ""] = record.words;
    return faulty(env, "name-unknown", of, { name: word, nearest: nearestName(env, word) });
  }
  const hints = valueHints(record, written(env, expr.of), expr.name);
  return faulty(env, "field-of-value", name, { field: expr.name, type: showType(record) }, { hints });
}

function valueHints(type: Type, text: string, name: string): readonly Hint[] {
  if (type.kind === "table") return [{ hint: "ask-table", table: text, key: name }];
  return type.kind === "enum" && type.members.includes(name) ? [{ hint: "ask-word", text, word: name }] : [];
}

function fieldHints(fields: readonly string[], near: string | undefined): readonly Hint[] {
  return near === undefined && fields.length > 0 && fields.length <= 20 ? [{ hint: "fields", fields }] : [];
}

function listField(env: Environment, expr: FieldAccess, of: Type, name: { start: number; end: number }): Term {
  const list = written(env, expr.of);
  const item = present(of);
  const known = item.kind !== "record" || item.shape.field(expr.name) !== undefined;
  if (!known && item.kind === "record") {
    return faulty(env, "field-unknown", name, {
      field: expr.name,
      of: item.shape.name,
      nearest: nearest(expr.name, item.shape.names()),
    });
  }
  return faulty(env, "field-of-list", name, { field: expr.name, list });
}

/** `of.field` where the field is known. Through what may be absent the result may be absent. */
export function fieldTerm(env: Environment, of: Term, field: Field, place: { start: number; end: number }): Term {
  const declared = of.type.kind === "optional" ? optional(field.type) : field.type;
  const path = of.path === undefined ? undefined : of.path === "" ? field.name : `${of.path}.${field.name}`;
  const key = of.key === undefined ? undefined : `${of.key}.${field.name}`;
  const type = key === undefined ? declared : narrowed(declared, env.scope.proofOf(key));
  return {
    op: "field",
    of,
    field,
    type,
    start: place.start,
    end: place.end,
    ...(key === undefined ? {} : { key }),
    ...(path === undefined ? {} : { path }),
  };
}

/** `.field` belongs to the record looked for, and stands in look-ups alone. */
export function checkCandidate(env: Environment, expr: Candidate): Term {
  return faulty(env, "candidate-outside", expr, { field: expr.name });
}

/** Names that every JavaScript object has: never a field that may be read by name. */
export function isReserved(name: string): boolean {
  return name === "__proto__" || name === "prototype" || name === "constructor";
}
