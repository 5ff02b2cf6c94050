import type { Shape, Type } from "./type.ts";

export const TEXT: Type = { kind: "text" };
export const INTEGER: Type = { kind: "int" };
export const DECIMAL: Type = { kind: "decimal" };
export const MONEY: Type = { kind: "money" };
export const BOOL: Type = { kind: "bool" };
export const DATE: Type = { kind: "date" };
export const DATETIME: Type = { kind: "datetime" };
export const FILE: Type = { kind: "file" };
export const SECRET: Type = { kind: "secret" };
export const UNKNOWN: Type = { kind: "unknown" };
export const FAULT: Type = { kind: "fault" };

export type EnumType = Extract<Type, { kind: "enum" }>;

/** Why a value does not fit. `absent` and `long` are no faults of type: the mapping decides what happens then. */
export type Mismatch =
  | { readonly kind: "type" }
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "absent" }
  /** `has` is undefined where the text has no known limit. */
  | { readonly kind: "long"; readonly has: number | undefined; readonly limit: number };

export type Assignable = { readonly ok: true } | { readonly ok: false; readonly because: Mismatch };

const OK: Assignable = { ok: true };
const WRONG_TYPE: Assignable = { ok: false, because: { kind: "type" } };

export function isOptional(type: Type): boolean {
  return type.kind === "optional" || type.kind === "omit" || type.kind === "empty" || type.kind === "null";
}

/** The type of the value when it is there. */
export function present(type: Type): Type {
  return type.kind === "optional" ? type.of : type;
}

export function optional(type: Type): Type {
  return isOptional(type) || type.kind === "fault" || type.kind === "unknown" ? type : { kind: "optional", of: type };
}

export function listOf(type: Type): Type {
  return { kind: "list", of: type };
}

export function isNumber(type: Type): boolean {
  return type.kind === "int" || type.kind === "decimal";
}

/** Holes and values without a schema: nothing can be said of them, so nothing is. */
export function isOpenEnded(type: Type): boolean {
  return type.kind === "fault" || type.kind === "unknown";
}

export function isNothing(type: Type): boolean {
  return type.kind === "omit" || type.kind === "empty" || type.kind === "null";
}

/** Two shapes of one record kind are the same records, however much of them each shows. */
export function sameRecords(one: Shape, other: Shape): boolean {
  if (one.kind !== undefined && other.kind !== undefined) return one.kind === other.kind;
  return one.name === other.name;
}

/** Whether a value of one type can go where the other is expected. Faults of type first, then absence, then length. */
export function assignable(from: Type, to: Type): Assignable {
  if (isOpenEnded(from) || isOpenEnded(to)) return OK;
  const target = present(to);
  if (from.kind === "optional") {
    const inner = assignable(from.of, target);
    if (!inner.ok && (inner.because.kind === "type" || inner.because.kind === "words")) return inner;
    return isOptional(to) ? inner : { ok: false, because: { kind: "absent" } };
  }
  if (isNothing(from)) return isOptional(to) ? OK : { ok: false, because: { kind: "absent" } };
  return presentAssignable(from, target);
}

function presentAssignable(from: Type, to: Type): Assignable {
  switch (to.kind) {
    case "text":
      return from.kind === "secret" && to.takesSecret === true ? OK : toText(from, to.maxLength);
    case "enum":
      return toEnum(from, to);
    case "decimal":
      return isNumber(from) ? OK : WRONG_TYPE;
    case "list":
      return from.kind === "list" ? assignable(from.of, to.of) : WRONG_TYPE;
    case "record":
      return from.kind === "record" && sameRecords(from.shape, to.shape) ? OK : WRONG_TYPE;
    case "table":
      return from.kind === "table" ? assignable(from.value, to.value) : WRONG_TYPE;
    case "word":
      return from.kind === "word" ? OK : WRONG_TYPE;
    default:
      return from.kind === to.kind ? OK : WRONG_TYPE;
  }
}

function toText(from: Type, limit: number | undefined): Assignable {
  const has = lengthOf(from);
  if (has === "no text") return WRONG_TYPE;
  if (limit === undefined || (has !== undefined && has <= limit)) return OK;
  return { ok: false, because: { kind: "long", has, limit } };
}

/** Words and dates are texts where a text is wanted. */
function lengthOf(type: Type): number | undefined | "no text" {
  switch (type.kind) {
    case "text":
      return type.maxLength;
    case "enum":
      return longest(type.possible ?? type.members);
    case "date":
      return 10;
    case "datetime":
      return 35;
    default:
      return "no text";
  }
}

function toEnum(from: Type, to: EnumType): Assignable {
  if (from.kind === "enum") return from.name === to.name ? OK : WRONG_TYPE;
  const words = from.kind === "word" ? from.words : from.kind === "text" ? from.literals : undefined;
  if (words === undefined) return WRONG_TYPE;
  const strangers = words.filter((word) => !to.members.includes(word));
  return strangers.length === 0 ? OK : { ok: false, because: { kind: "words", words: strangers } };
}

function longest(words: readonly string[]): number {
  return words.reduce((most, word) => Math.max(most, word.length), 0);
}

/** The type of what is one or the other; undefined when they do not go together. */
export function join(one: Type, other: Type): Type | undefined {
  if (one === other) return one;
  if (one.kind === "fault" || other.kind === "fault") return FAULT;
  if (one.kind === "unknown" || other.kind === "unknown") return UNKNOWN;
  if (isNothing(one) && isNothing(other)) return one;
  if (isNothing(one)) return optional(other);
  if (isNothing(other)) return optional(one);
  const joined = joinPresent(present(one), present(other));
  if (joined === undefined) return undefined;
  return one.kind === "optional" || other.kind === "optional" ? optional(joined) : joined;
}

function joinPresent(one: Type, other: Type): Type | undefined {
  if (isOpenEnded(one)) return one;
  if (isOpenEnded(other)) return other;
  if (isNumber(one) && isNumber(other)) return one.kind === other.kind ? one : DECIMAL;
  if (one.kind === "word" && other.kind === "word")
    return { kind: "word", words: [...new Set([...one.words, ...other.words])] };
  if (one.kind === "enum" || other.kind === "enum") return joinEnum(one, other);
  if (isTextual(one) && isTextual(other))
    return one.kind === other.kind && one.kind !== "text" ? one : joinText(one, other);
  if (one.kind === "list" && other.kind === "list") return joinLists(one.of, other.of);
  if (one.kind === "record" && other.kind === "record") return sameRecords(one.shape, other.shape) ? one : undefined;
  if (one.kind === "table" && other.kind === "table") return assignable(other, one).ok ? one : undefined;
  return one.kind === other.kind ? one : undefined;
}

/** The element of an empty list is `fault`: it goes with any other. */
function joinLists(one: Type, other: Type): Type | undefined {
  if (one.kind === "fault") return listOf(other);
  if (other.kind === "fault") return listOf(one);
  const of = join(one, other);
  return of && listOf(of);
}

function joinEnum(one: Type, other: Type): Type | undefined {
  if (one.kind === "enum" && other.kind === "enum") {
    if (one.name !== other.name) return undefined;
    const possible = [...new Set([...(one.possible ?? one.members), ...(other.possible ?? other.members)])];
    return { kind: "enum", name: one.name, members: one.members, possible };
  }
  const [list, rest] = one.kind === "enum" ? [one, other] : [other as EnumType, one];
  if (assignable(rest, list).ok) return { kind: "enum", name: list.name, members: list.members };
  return rest.kind === "text" ? TEXT : undefined;
}

function isTextual(type: Type): boolean {
  return type.kind === "text" || type.kind === "date" || type.kind === "datetime";
}

function joinText(one: Type, other: Type): Type {
  const lengths = [lengthOf(one), lengthOf(other)];
  const literals =
    one.kind === "text" && other.kind === "text" && one.literals && other.literals
      ? [...new Set([...one.literals, ...other.literals])]
      : undefined;
  const known = lengths.every((length) => typeof length === "number");
  return {
    kind: "text",
    ...(known ? { maxLength: Math.max(...(lengths as number[])) } : {}),
    ...(literals ? { literals } : {}),
  };
}
