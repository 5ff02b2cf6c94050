import type { Code, FactsOf } from "../../source/codes.ts";
import type { Report, ReportOptions } from "../../source/diagnostic.ts";
import type { Expr, Located } from "../syntax/ast.ts";
import type { LocatedText } from "../syntax/located-text.ts";
import type { Proofs } from "../types/proofs.ts";
import type { Scope } from "../types/scope.ts";
import type { Term } from "../types/term.ts";
import type { Type } from "../types/type.ts";
import { FAULT, isNothing } from "../types/type-relations.ts";

/** What checking one expression goes by. Never changes: narrowing makes another. */
export interface Environment {
  readonly text: LocatedText;
  readonly scope: Scope;
  readonly report: Report;
  /** Checks an expression of any kind. The checks of the kinds ask it for what stands within, and so need not know one another. */
  readonly check: CheckExpr;
}

/**
 * Resolves one expression. `expected` is what bare words and quoted texts are read for; that the result fits is
 * `conform`'s matter.
 */
export type CheckExpr = (env: Environment, expr: Expr, expected?: Type) => Term;

/** What stands within another expression. */
export function checkInner(env: Environment, expr: Expr, expected?: Type): Term {
  return env.check(env, expr, expected);
}

/** A value to go on with: `omit` and `empty` are results only. */
export function checkOperand(env: Environment, expr: Expr, expected?: Type): Term {
  const term = checkInner(env, expr, expected);
  if (!isNothing(term.type)) return term;
  return faulty(env, "nothing-misplaced", expr, { word: term.type.kind });
}

export function tell<C extends Code>(
  env: Environment,
  code: C,
  place: Located,
  facts: FactsOf<C>,
  options?: ReportOptions,
): void {
  env.report(code, env.text.span(place.start, place.end), facts, options);
}

/** Reports, and gives the hole that makes no second error. */
export function faulty<C extends Code>(
  env: Environment,
  code: C,
  place: Located,
  facts: FactsOf<C>,
  options?: ReportOptions,
): Term {
  tell(env, code, place, facts, options);
  return holeAt(place);
}

export function holeAt(place: Located): Term {
  return { op: "hole", type: FAULT, start: place.start, end: place.end };
}

export function assuming(env: Environment, proofs: Proofs): Environment {
  return proofs.size === 0 ? env : { ...env, scope: env.scope.assume(proofs) };
}

/** The expression as written, on one line and not too long for a sentence. */
export function written(env: Environment, place: Located): string {
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

export function constant(expr: Expr | Located, value: boolean | number | string, type: Type): Term {
  return { op: "constant", value, type, start: expr.start, end: expr.end };
}
