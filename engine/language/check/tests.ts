import { nearest } from "../../source/nearest.ts";
import type { Is, Matches } from "../syntax/ast.ts";
import { showType } from "../types/show-type.ts";
import { TESTS, type Term, type Test } from "../types/term.ts";
import { BOOL, isNumber, isOptional, present } from "../types/type-relations.ts";
import { type Environment, faulty, tell, written } from "./environment.ts";
import { checkOperand } from "./term.ts";

/** `x is [not] present`, `is integer` … */
export function checkIs(expr: Is, env: Environment): Term {
  const of = checkOperand(expr.of, env);
  const place = { start: expr.start, end: expr.end };
  const what = TESTS.find((test) => test === expr.what);
  if (what === undefined) {
    if (expr.what === "") return { op: "hole", type: { kind: "fault" }, ...place };
    const word = { start: expr.whatStart, end: expr.whatStart + expr.what.length };
    const hints =
      expr.what === "null" || expr.what === "empty"
        ? ["write `is absent`: null, blank texts and empty lists are absent too"]
        : [];
    return faulty(env, "test-unknown", word, { found: expr.what, nearest: nearest(expr.what, TESTS) }, { hints });
  }
  const type = present(of.type);
  if (type.kind === "fault") return { op: "hole", type, ...place };
  const asksPresence = what === "present" || what === "absent";
  if (asksPresence) warnUseless(expr, of, what, env);
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
function warnUseless(expr: Is, of: Term, what: Test, env: Environment): void {
  const always = !isOptional(of.type) && !["text", "list", "unknown"].includes(of.type.kind);
  if (!always || (of.key !== undefined && env.scope.proofOf(of.key).present === true)) return;
  const holds = (what === "present") !== expr.not;
  tell(env, "condition-useless", expr, { text: written(env, expr), holds }, { severity: "warning" });
}

export function checkMatches(expr: Matches, env: Environment): Term {
  const of = checkOperand(expr.of, env);
  const type = present(of.type);
  const place = { start: expr.start, end: expr.end };
  const patternPlace = { start: expr.patternStart, end: expr.patternEnd };
  if (type.kind === "fault") return { op: "hole", type, ...place };
  if (type.kind !== "text" && type.kind !== "unknown")
    return faulty(env, "matches-type", expr.of, { found: showType(type) });
  const pattern = readPattern(expr.pattern);
  if (typeof pattern === "string") return faulty(env, "pattern-invalid", patternPlace, { problem: pattern });
  if (repeatsARepetition(expr.pattern)) return faulty(env, "pattern-slow", patternPlace, {});
  return { op: "matches", of, pattern, type: BOOL, ...place };
}

function readPattern(text: string): RegExp | string {
  try {
    return new RegExp(text, "u");
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.replace(/^Invalid regular expression: \/.*\/u?: /su, "");
  }
}

/** `(a+)+` and its like take exponential time on texts that almost match; a back-reference can as well. */
function repeatsARepetition(pattern: string): boolean {
  const plain = pattern.replace(/\\[\s\S]/g, "x").replace(/\[[^\]]*\]/g, "x");
  return (
    /\([^()]*(?:[+*]|\{\d+,)[^()]*\)(?:[+*]|\{\d+,)/.test(plain) ||
    /\\[1-9]/.test(pattern) ||
    /\([^()]*\|[^()]*\)[+*]/.test(plain)
  );
}
