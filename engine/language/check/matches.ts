import { isRefusal, linearPattern } from "../../value/linear-pattern.ts";
import type { Matches } from "../syntax/ast.ts";
import { showType } from "../types/show-type.ts";
import type { Term } from "../types/term.ts";
import { BOOL, present } from "../types/type-relations.ts";
import { checkOperand, type Environment, faulty } from "./environment.ts";

/** `x matches "pattern"`. */
export function checkMatches(env: Environment, expr: Matches): Term {
  const of = checkOperand(env, expr.of);
  const type = present(of.type);
  const place = { start: expr.start, end: expr.end };
  if (type.kind === "fault") return { op: "hole", type, ...place };
  if (type.kind !== "text" && type.kind !== "unknown")
    return faulty(env, "matches-type", expr.of, { found: showType(type) });
  const pattern = linearPattern(expr.pattern);
  if (isRefusal(pattern)) {
    const [start, end] = [asWritten(expr, pattern.start), asWritten(expr, pattern.end)];
    return faulty(env, "pattern-invalid", { start, end }, pattern.facts);
  }
  return { op: "matches", of, pattern, type: BOOL, ...place };
}

/** Where a place of the pattern stands in the expression, in which each quote of it has a backslash before it. */
function asWritten(expr: Matches, offset: number): number {
  const quotes = expr.pattern.slice(0, offset).split('"').length - 1;
  return expr.patternStart + 1 + offset + quotes;
}
