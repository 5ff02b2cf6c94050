import { nearest } from "../../source/nearest.ts";
import type { Is } from "../syntax/ast.ts";
import { showType } from "../types/show-type.ts";
import { IS_TESTS, type IsTest, type Term } from "../types/term.ts";
import { BOOL, isNumber, isOptional, present } from "../types/type-relations.ts";
import { checkOperand, type Environment, faulty, tell, written } from "./environment.ts";

/** `x is [not] present`, `is integer` … */
export function checkIs(env: Environment, expr: Is): Term {
  const of = checkOperand(env, expr.of);
  const place = { start: expr.start, end: expr.end };
  const what = IS_TESTS.find((test) => test === expr.what);
  if (what === undefined) {
    if (expr.what === "") return { op: "hole", type: { kind: "fault" }, ...place };
    const word = { start: expr.whatStart, end: expr.whatStart + expr.what.length };
    return faulty(env, "test-unknown", word, { found: expr.what, nearest: nearest(expr.what, IS_TESTS) });
  }
  const type = present(of.type);
  if (type.kind === "fault") return { op: "hole", type, ...place };
  const asksPresence = what === "present" || what === "absent";
  if (asksPresence) warnUseless(env, expr, of, what);
  else if (
    type.kind !== "text" &&
    type.kind !== "unknown" &&
    !(isNumber(type) && (what === "integer" || what === "decimal"))
  ) {
    return faulty(env, "is-type", expr.of, { what, found: showType(type) });
  }
  return { op: "is", of, not: expr.not, what, type: BOOL, ...place };
}

/** A text may be blank and a list empty, so these may be absent although they are always given. */
function warnUseless(env: Environment, expr: Is, of: Term, what: IsTest): void {
  const always = !isOptional(of.type) && !["text", "list", "unknown"].includes(of.type.kind);
  if (!always || (of.key !== undefined && env.scope.proofOf(of.key).present === true)) return;
  const holds = (what === "present") !== expr.not;
  tell(env, "condition-useless", expr, { text: written(env, expr), holds }, { severity: "warning" });
}
