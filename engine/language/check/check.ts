import type { Report } from "../../source/diagnostic.ts";
import type { Expr, LookupExpr, TemplateText } from "../syntax/ast.ts";
import type { LocatedText } from "../syntax/located-text.ts";
import type { Proofs } from "../types/proofs.ts";
import type { Scope } from "../types/scope.ts";
import type { Term } from "../types/term.ts";
import type { Type } from "../types/type.ts";
import { checkByKind } from "./by-kind.ts";
import { asCondition } from "./condition.ts";
import { conform } from "./conform.ts";
import { checkInner, type Environment } from "./environment.ts";
import { checkLookupTerm, type LookupSources } from "./lookup.ts";
import { prove } from "./prove.ts";
import { checkTemplateText } from "./template.ts";

export type { Proofs } from "../types/proofs.ts";
export { bothProofs, eitherProofs, NO_PROOFS } from "../types/proofs.ts";
export { showType } from "../types/show-type.ts";
export { type Assignable, assignable, type Mismatch, optional, present } from "../types/type-relations.ts";
export type { Linked, LookupKind, LookupSources } from "./lookup.ts";

/** A checked expression: what the compiler, the proofs and the lineage go by. */
export interface Typed {
  readonly expr: Expr | LookupExpr;
  readonly type: Type;
  readonly text: LocatedText;
  readonly term: Term;
}

export interface CheckOptions {
  readonly text: LocatedText;
  readonly scope: Scope;
  /** What bare words are read for, and what the result must fit. Absence and length are left to the caller (`assignable`). */
  readonly expected?: Type;
  /** `condition`: the result decides; see `proofsOf`. */
  readonly role?: "value" | "condition";
  readonly report: Report;
}

export function checkExpression(expr: Expr, options: CheckOptions): Typed {
  const env: Environment = environmentOf(options);
  if (options.role === "condition") {
    const term = asCondition(env, checkInner(env, expr));
    return { expr, type: term.type, text: options.text, term };
  }
  const term = checkInner(env, expr, options.expected);
  const fits = options.expected === undefined || conform(env, term, options.expected);
  return { expr, type: fits ? term.type : { kind: "fault" }, text: options.text, term };
}

/** A text with holes; a template without holes is a text that also fits a list of words. */
export function checkTemplate(template: TemplateText, options: CheckOptions): Typed {
  const env: Environment = environmentOf(options);
  const [only = "", ...more] = template.parts;
  const plain = template.parts.length === 0 || (typeof only === "string" && more.length === 0);
  const expr: Expr = plain ? { kind: "text", value: String(only), start: template.start, end: template.end } : template;
  const term = plain ? checkInner(env, expr, options.expected) : checkTemplateText(env, template);
  const fits = options.expected === undefined || conform(env, term, options.expected);
  return { expr, type: fits ? term.type : { kind: "fault" }, text: options.text, term };
}

/** A cell of `with`: one record that may be absent, or a list for `all`. */
export function checkLookup(
  lookup: LookupExpr,
  options: Omit<CheckOptions, "expected" | "role"> & LookupSources,
): Typed {
  const env: Environment = environmentOf(options);
  const term = checkLookupTerm(env, lookup, options);
  return { expr: lookup, type: term.type, text: options.text, term };
}

function environmentOf({ text, scope, report }: Omit<CheckOptions, "expected" | "role">): Environment {
  return { text, scope, report, check: checkByKind };
}

/** What is proved below a condition that held, or that did not hold (a `refuse` or `skip` that was passed). */
export function proofsOf(typed: Typed, holds: boolean): Proofs {
  return prove(typed.term, holds);
}
