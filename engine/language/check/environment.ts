import type { Code, FactsOf } from "../../source/codes.ts";
import type { Report, ReportOptions } from "../../source/diagnostic.ts";
import type { Expr, Place } from "../syntax/ast.ts";
import type { LocatedText } from "../syntax/located-text.ts";
import type { Proofs } from "../types/proofs.ts";
import type { Scope } from "../types/scope.ts";
import type { Term } from "../types/term.ts";
import type { Shape, Type } from "../types/type.ts";
import { FAULT } from "../types/type-relations.ts";

/** What checking one expression goes by. Never changes: narrowing makes another. */
export interface Environment {
  readonly text: LocatedText;
  readonly scope: Scope;
  readonly report: Report;
  /** The record looked for, in look-ups. */
  readonly candidate?: Shape;
}

export function tell<C extends Code>(
  env: Environment,
  code: C,
  place: Place,
  facts: FactsOf<C>,
  options?: ReportOptions,
): void {
  env.report(code, env.text.span(place.start, place.end), facts, options);
}

/** Reports, and gives the hole that makes no second error. */
export function faulty<C extends Code>(
  env: Environment,
  code: C,
  place: Place,
  facts: FactsOf<C>,
  options?: ReportOptions,
): Term {
  tell(env, code, place, facts, options);
  return holeAt(place);
}

export function holeAt(place: Place): Term {
  return { op: "hole", type: FAULT, start: place.start, end: place.end };
}

export function assuming(env: Environment, proofs: Proofs): Environment {
  return proofs.size === 0 ? env : { ...env, scope: env.scope.assume(proofs) };
}

/** The expression as written, on one line and not too long for a sentence. */
export function written(env: Environment, place: Place): string {
  const text = env.text.text.slice(place.start, place.end).replace(/\s+/g, " ").trim();
  const bare = text.startsWith("(") && text.endsWith(")") && closesAtEnd(text) ? text.slice(1, -1) : text;
  return bare.length > 60 ? `${bare.slice(0, 57)}…` : bare;
}

function closesAtEnd(text: string): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === "(") depth++;
    if (text[index] === ")") depth--;
    if (depth === 0 && index < text.length - 1) return false;
  }
  return true;
}

export function constant(expr: Expr | Place, value: boolean | number | string, type: Type): Term {
  return { op: "constant", value, type, start: expr.start, end: expr.end };
}
