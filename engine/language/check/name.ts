import type { Hint } from "../../source/hints.ts";
import { nearest } from "../../source/nearest.ts";
import { standardFunctions } from "../stdlib/stdlib.ts";
import type { Name } from "../syntax/ast.ts";
import { narrowed } from "../types/proofs.ts";
import type { Resolved } from "../types/scope.ts";
import { showType } from "../types/show-type.ts";
import type { Term, TermBase } from "../types/term.ts";
import type { Type } from "../types/type.ts";
import { type EnumType, isOpenEnded, present } from "../types/type-relations.ts";
import { nearestName, wordHints } from "./conform.ts";
import { constant, type Environment, faulty } from "./environment.ts";
import { fieldTerm, isReserved } from "./field-access.ts";

/** A bare name: a word of the expected list first, then a field or name, then a word that waits for its list. */
export function checkName(env: Environment, expr: Name, expected: Type | undefined): Term {
  const { name } = expr;
  if (isReserved(name)) return faulty(env, "name-reserved", expr, { name });
  const found = env.scope.resolve(name);
  const list = expected === undefined ? undefined : present(expected);
  if (list?.kind === "enum" && list.members.includes(name)) return checkWord(env, expr, found, list);
  if (found !== undefined) return foundTerm(env, found, expr);
  return unknownName(env, expr, list);
}

function checkWord(env: Environment, expr: Name, found: Resolved | undefined, list: EnumType): Term {
  const { name } = expr;
  if (found !== undefined) {
    const type = showType((found.field ?? found.entry).type);
    const record = found.field === undefined ? undefined : found.entry.name;
    return faulty(env, "word-or-field", expr, { word: name, list: list.name, type, record });
  }
  return constant(expr, name, { kind: "enum", name: list.name, members: list.members, possible: [name] });
}

function unknownName(env: Environment, expr: Name, list: Type | undefined): Term {
  const { name } = expr;
  const ours = standardFunctions.get(name);
  if (ours !== undefined) return faulty(env, "function-uncalled", expr, { name, signature: ours.signature });
  if (list?.kind === "enum") {
    const near = nearest(name, list.members) ?? nearestName(env, name);
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
  if (free && CAPITAL.test(name) && !isSlipOfCapitals(env, name))
    return constant(expr, name, { kind: "word", words: [name] });
  const near = nearestName(env, name);
  if (free || list === undefined) return faulty(env, "name-unknown", expr, { name, nearest: near });
  const hints: readonly Hint[] = near === undefined && list.kind === "text" ? [{ hint: "quote", text: name }] : [];
  return faulty(env, "word-without-list", expr, { word: name, expected: showType(list), nearest: near }, { hints });
}

const CAPITAL = /^\p{Lu}/u;

/** Mostly no name begins with a capital, and then the nearest one need not be looked for. */
function isSlipOfCapitals(env: Environment, name: string): boolean {
  if (![...env.scope.names()].some((one) => CAPITAL.test(one.name))) return false;
  const near = nearestName(env, name);
  return near !== undefined && CAPITAL.test(near);
}

function foundTerm(env: Environment, found: Resolved, expr: Name): Term {
  const { entry, field } = found;
  const key = `s${entry.slot}`;
  const place = { start: expr.start, end: expr.end };
  const path = field === undefined ? entry.name : "";
  const base: TermBase = { ...place, key, path, type: narrowed(entry.type, env.scope.proofOf(key)) };
  const root: Term = entry.kind === "lazy" ? { op: "lazy", entry, ...base } : { op: "slot", slot: entry.slot, ...base };
  return field === undefined ? root : fieldTerm(env, root, field, place);
}
