import { nearest } from "../../source/nearest.ts";
import { standardFunctions } from "../stdlib/stdlib.ts";
import type { Candidate, FieldAccess, Index, Name } from "../syntax/ast.ts";
import { fieldOf } from "../types/built-in-fields.ts";
import { narrowed } from "../types/proofs.ts";
import type { Found } from "../types/scope.ts";
import { showType } from "../types/show-type.ts";
import type { Base, Term } from "../types/term.ts";
import type { Field, Type } from "../types/type.ts";
import { assignable, type EnumType, isOpenEnded, optional, present, TEXT, UNKNOWN } from "../types/type-relations.ts";
import { nearestName, wordHints } from "./conform.ts";
import { constant, type Environment, faulty, written } from "./environment.ts";
import { checkTerm } from "./term.ts";

/** Names that every JavaScript object has: never a field that may be read by name. */
function isReserved(name: string): boolean {
  return name === "__proto__" || name === "prototype" || name === "constructor";
}

/** A bare name: a word of the expected list first, then a field or name, then a word that waits for its list. */
export function checkName(expr: Name, env: Environment, expected: Type | undefined): Term {
  const { name } = expr;
  if (isReserved(name)) return faulty(env, "name-reserved", expr, { name });
  const found = env.scope.lookup(name);
  const list = expected === undefined ? undefined : present(expected);
  if (list?.kind === "enum" && list.members.includes(name)) return checkWord(expr, found, list, env);
  if (found !== undefined) return foundTerm(found, expr, env);
  return unknownName(expr, env, list);
}

function checkWord(expr: Name, found: Found | undefined, list: EnumType, env: Environment): Term {
  const { name } = expr;
  if (found !== undefined) {
    const field =
      found.field === undefined
        ? `a name of this mapping (${showType(found.entry.type)})`
        : `a field (${showType(found.field.type)})`;
    const hints = [
      `the word is written "${name}"`,
      `the field is written ${found.field === undefined ? `(${name})` : `${found.entry.name}.${name}`}`,
    ];
    return faulty(
      env,
      "word-or-field",
      expr,
      { word: name, list: list.name, field },
      { hints: found.field === undefined ? hints.slice(0, 1) : hints },
    );
  }
  return constant(expr, name, { kind: "enum", name: list.name, members: list.members, possible: [name] });
}

function unknownName(expr: Name, env: Environment, list: Type | undefined): Term {
  const { name } = expr;
  const ours = standardFunctions.get(name);
  if (ours !== undefined) return faulty(env, "function-uncalled", expr, { name, signature: ours.signature });
  if (list?.kind === "enum") {
    const near = nearest(name, list.members) ?? nearestName(name, env);
    return faulty(
      env,
      "word-unknown",
      expr,
      { word: name, list: list.name, nearest: near },
      { hints: wordHints(list, name) },
    );
  }
  // Without an expected list a word in capitals waits for where it is used; what is clearly a slip does not.
  const free = list === undefined || isOpenEnded(list);
  if (free && CAPITAL.test(name) && !isSlipOfCapitals(name, env))
    return constant(expr, name, { kind: "word", words: [name] });
  const near = nearestName(name, env);
  if (free || list === undefined) return faulty(env, "name-unknown", expr, { name, nearest: near });
  const hints = near === undefined && list.kind === "text" ? [`a text is quoted: "${name}"`] : [];
  return faulty(env, "word-without-list", expr, { word: name, expected: showType(list), nearest: near }, { hints });
}

const CAPITAL = /^\p{Lu}/u;

/** Mostly no name begins with a capital, and then the nearest one need not be looked for. */
function isSlipOfCapitals(name: string, env: Environment): boolean {
  if (![...env.scope.names()].some((one) => CAPITAL.test(one.name))) return false;
  const near = nearestName(name, env);
  return near !== undefined && CAPITAL.test(near);
}

function foundTerm(found: Found, expr: Name, env: Environment): Term {
  const { entry, field } = found;
  const key = `s${entry.slot}`;
  const place = { start: expr.start, end: expr.end };
  const path = field === undefined ? entry.name : "";
  const base: Base = { ...place, key, path, type: narrowed(entry.type, env.scope.proofOf(key)) };
  const root: Term = entry.kind === "lazy" ? { op: "lazy", entry, ...base } : { op: "slot", slot: entry.slot, ...base };
  return field === undefined ? root : fieldTerm(root, field, place, env);
}

/** `of.field` where the field is known. Through what may be absent the result may be absent. */
export function fieldTerm(of: Term, field: Field, place: { start: number; end: number }, env: Environment): Term {
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

export function checkField(expr: FieldAccess, env: Environment): Term {
  const of = checkTerm(expr.of, env);
  const name = { start: expr.nameStart, end: Math.max(expr.nameStart + expr.name.length, expr.nameStart) };
  if (expr.name === "") return { op: "hole", type: { kind: "fault" }, start: expr.start, end: expr.end };
  if (isReserved(expr.name)) return faulty(env, "name-reserved", name, { name: expr.name });
  const record = present(of.type);
  const field = fieldOf(record, expr.name);
  if (field !== undefined) return fieldTerm(of, field, expr, env);
  if (record.kind === "fault") return { op: "hole", type: record, start: expr.start, end: expr.end };
  if (record.kind === "list") return listField(expr, record.of, name, env);
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
    return faulty(env, "name-unknown", of, { name: word, nearest: nearestName(word, env) });
  }
  const hints = valueHints(record, written(env, expr.of), expr.name);
  return faulty(env, "field-of-value", name, { field: expr.name, type: showType(record) }, { hints });
}

function valueHints(type: Type, text: string, name: string): readonly string[] {
  if (type.kind === "table") return [`a table is asked with brackets: ${text}["${name}"]`];
  return type.kind === "enum" && type.members.includes(name) ? [`to ask which word it is: ${text} == ${name}`] : [];
}

function fieldHints(names: readonly string[], near: string | undefined): readonly string[] {
  return near === undefined && names.length > 0 && names.length <= 20 ? [`it has ${names.join(", ")}`] : [];
}

function listField(expr: FieldAccess, of: Type, name: { start: number; end: number }, env: Environment): Term {
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
  const hints = [`of the first: first(${list}).${expr.name}`, `of all: join(", ", r.${expr.name} for r in ${list})`];
  return faulty(env, "field-of-list", name, { field: expr.name, list }, { hints });
}

export function checkCandidate(expr: Candidate, env: Environment): Term {
  return faulty(env, "candidate-outside", expr, { field: expr.name });
}

export function checkIndex(expr: Index, env: Environment): Term {
  const of = checkTerm(expr.of, env);
  const index = checkTerm(expr.key, env, indexType(of.type));
  const table = present(of.type);
  if (table.kind === "fault" || index.type.kind === "fault")
    return { op: "hole", type: { kind: "fault" }, start: expr.start, end: expr.end };
  if (table.kind === "list") return faulty(env, "index-of-list", expr, { list: written(env, expr.of) });
  if (table.kind !== "table" && table.kind !== "unknown")
    return faulty(env, "index-of-value", expr, { found: showType(table) });
  const asked = present(index.type);
  const askable = ["text", "enum", "word", "int", "record", "date", "unknown"].includes(asked.kind);
  if (!askable) return faulty(env, "index-type", expr.key, { found: showType(asked) });
  const wanted = table.kind === "table" ? table.key : undefined;
  if (wanted !== undefined && !asksFor(asked, wanted))
    return faulty(env, "index-key", expr.key, { expected: showType(wanted), found: showType(asked) });
  const identity =
    asked.kind === "record" && asked.shape.identity !== undefined ? asked.shape.field(asked.shape.identity) : undefined;
  const declared = table.kind === "table" ? optional(table.value) : UNKNOWN;
  return indexTerm({ of, index, identity, declared }, expr, env);
}

/** Whether a value may be a key of a table: the digits of a number are a text, and a reference goes by its identity. */
function asksFor(asked: Type, key: Type): boolean {
  if (asked.kind === "unknown" || key.kind === "fault" || key.kind === "unknown") return true;
  if (key.kind === "text") return ["text", "enum", "word", "int", "record"].includes(asked.kind);
  if (asked.kind === "record" && key.kind !== "record") {
    const field = asked.shape.identity === undefined ? undefined : asked.shape.field(asked.shape.identity);
    return field === undefined || asksFor(present(field.type), key);
  }
  if (key.kind === "record") return asked.kind === "text" || asked.kind === "int" || assignable(asked, key).ok;
  return assignable(asked, key).ok;
}

function indexTerm(
  parts: { of: Term; index: Term; identity: Field | undefined; declared: Type },
  expr: Index,
  env: Environment,
): Term {
  const { of, index, identity, declared } = parts;
  const indexKey = index.key ?? (index.op === "constant" ? JSON.stringify(index.value) : undefined);
  const key = of.key === undefined || indexKey === undefined ? undefined : `${of.key}[${indexKey}]`;
  const path = of.path === undefined ? undefined : `${of.path}[${written(env, expr.key)}]`;
  const type = key === undefined ? declared : narrowed(declared, env.scope.proofOf(key));
  return {
    op: "index",
    of,
    index,
    identity,
    type,
    start: expr.start,
    end: expr.end,
    ...(key === undefined ? {} : { key }),
    ...(path === undefined ? {} : { path }),
  };
}

function indexType(table: Type): Type | undefined {
  const type = present(table);
  // A bare word is one of the key's list.
  if (type.kind === "table" && type.key?.kind === "enum") return type.key;
  return isOpenEnded(table) ? TEXT : undefined;
}
