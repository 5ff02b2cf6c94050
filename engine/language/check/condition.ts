import type { Binary, Conditional, Expr } from "../syntax/ast.ts";
import { showType } from "../types/show-type.ts";
import type { Term } from "../types/term.ts";
import type { Type } from "../types/type.ts";
import { BOOL, isNothing, isNumber, join, present } from "../types/type-relations.ts";
import { assuming, type Environment, faulty, holeAt, tell, written } from "./environment.ts";
import { prove } from "./prove.ts";
import { checkTerm } from "./term.ts";

/** An expression that decides: a bool, or a test whether something is there. */
export function checkCondition(expr: Expr, env: Environment): Term {
  const term = checkTerm(expr, env);
  return asCondition(term, env);
}

export function asCondition(term: Term, env: Environment): Term {
  const { type } = term;
  const inner = present(type);
  const place = { start: term.start, end: term.end };
  if (inner.kind === "fault") return term;
  if (inner.kind === "bool") return term;
  if (isNumber(inner) || inner.kind === "money") {
    const text = written(env, term);
    const zero = inner.kind === "money" ? `${text}.amount != 0` : `${text} != 0`;
    return faulty(
      env,
      "condition-number",
      term,
      { text },
      { hints: [`is it there: ${text} is present`, `is it other than zero: ${zero}`] },
    );
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

export function checkAnd(expr: Binary, env: Environment): Term {
  const left = checkCondition(expr.left, env);
  const right = checkCondition(expr.right, assuming(env, prove(left, true)));
  return { op: "and", left, right, type: BOOL, start: expr.start, end: expr.end };
}

export function checkOr(expr: Binary, env: Environment): Term {
  const left = checkCondition(expr.left, env);
  const right = checkCondition(expr.right, assuming(env, prove(left, false)));
  return { op: "or", left, right, type: BOOL, start: expr.start, end: expr.end };
}

export function checkConditional(expr: Conditional, env: Environment, expected: Type | undefined): Term {
  const condition = checkCondition(expr.condition, env);
  const value = checkTerm(expr.value, assuming(env, prove(condition, true)), expected);
  const otherwise = checkOtherwise(expr, condition, env, expected);
  const type = joinBranches([value, otherwise], env);
  return { op: "conditional", condition, value, otherwise, type, start: expr.start, end: expr.end };
}

function checkOtherwise(expr: Conditional, condition: Term, env: Environment, expected: Type | undefined): Term {
  if (expr.otherwise !== undefined) return checkTerm(expr.otherwise, assuming(env, prove(condition, false)), expected);
  const place = { start: expr.end, end: expr.end };
  tell(env, "else-missing", place, {}, { hints: ["`else omit` leaves the field alone, `else empty` clears it"] });
  return holeAt(place);
}

/** The type of what may be any of these; reported at the first that does not go with those before it. */
export function joinBranches(branches: readonly Term[], env: Environment): Type {
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
