import type { Binary, Conditional, Expr, Unary } from "../syntax/ast.ts";
import { showType } from "../types/show-type.ts";
import type { Term } from "../types/term.ts";
import type { Type } from "../types/type.ts";
import { BOOL, isNothing, isNumber, join, present } from "../types/type-relations.ts";
import { assuming, checkInner, type Environment, faulty, holeAt, tell, written } from "./environment.ts";
import { prove } from "./prove.ts";

/** An expression that decides: a bool, or a test whether something is there. */
export function checkCondition(env: Environment, expr: Expr): Term {
  const term = checkInner(env, expr);
  return asCondition(env, term);
}

export function asCondition(env: Environment, term: Term): Term {
  const { type } = term;
  const inner = present(type);
  const place = { start: term.start, end: term.end };
  if (inner.kind === "fault") return term;
  if (inner.kind === "bool") return term;
  if (isNumber(inner) || inner.kind === "money") {
    const text = written(env, term);
    const number = inner.kind === "money" ? `${text}.amount` : text;
    return faulty(env, "condition-number", term, { text, number });
  }
  if (isNothing(type) || inner.kind === "word" || inner.kind === "table")
    return faulty(env, "condition-type", term, { found: showType(inner) });
  const alwaysThere = type.kind !== "optional" && ["record", "enum", "date", "datetime", "file"].includes(inner.kind);
  // What a proof has made present was asked for on purpose, and twice does no harm.
  if (alwaysThere && (term.key === undefined || env.scope.proofOf(term.key).present !== true)) {
    tell(env, "condition-always", term, { text: written(env, term) }, { severity: "warning" });
  }
  return { op: "presence", of: term, type: BOOL, ...place };
}

export function checkAnd(env: Environment, expr: Binary): Term {
  const left = checkCondition(env, expr.left);
  const right = checkCondition(assuming(env, prove(left, true)), expr.right);
  return { op: "and", left, right, type: BOOL, start: expr.start, end: expr.end };
}

export function checkOr(env: Environment, expr: Binary): Term {
  const left = checkCondition(env, expr.left);
  const right = checkCondition(assuming(env, prove(left, false)), expr.right);
  return { op: "or", left, right, type: BOOL, start: expr.start, end: expr.end };
}

export function checkNot(env: Environment, expr: Unary): Term {
  return { op: "not", of: checkCondition(env, expr.of), type: BOOL, start: expr.start, end: expr.end };
}

export function checkConditional(env: Environment, expr: Conditional, expected: Type | undefined): Term {
  const condition = checkCondition(env, expr.condition);
  const value = checkInner(assuming(env, prove(condition, true)), expr.value, expected);
  const otherwise = checkOtherwise(env, expr, condition, expected);
  const type = joinBranches(env, [value, otherwise]);
  return { op: "conditional", condition, value, otherwise, type, start: expr.start, end: expr.end };
}

function checkOtherwise(env: Environment, expr: Conditional, condition: Term, expected: Type | undefined): Term {
  if (expr.otherwise !== undefined) return checkInner(assuming(env, prove(condition, false)), expr.otherwise, expected);
  const place = { start: expr.end, end: expr.end };
  tell(env, "else-missing", place, {});
  return holeAt(place);
}

/** The type of what may be any of these; reported at the first that does not go with those before it. */
export function joinBranches(env: Environment, branches: readonly Term[]): Type {
  let joined: Type | undefined;
  for (const branch of branches) {
    const next: Type | undefined = joined === undefined ? branch.type : join(joined, branch.type);
    if (next === undefined && joined !== undefined) {
      tell(env, "branches-differ", branch, {
        first: showType(present(joined)),
        second: showType(present(branch.type)),
      });
      return { kind: "fault" };
    }
    joined = next;
  }
  return joined ?? { kind: "fault" };
}
