import type { Matches } from "../syntax/ast.ts";
import { showType } from "../types/show-type.ts";
import type { Term } from "../types/term.ts";
import { BOOL, present } from "../types/type-relations.ts";
import { checkOperand, type Environment, faulty } from "./environment.ts";

/** `x matches "pattern"`: a pattern that may take exponential time is refused. */
export function checkMatches(env: Environment, expr: Matches): Term {
  const of = checkOperand(env, expr.of);
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
  if (/\\[1-9]/.test(pattern)) return true;
  const plain = pattern.replace(/\\[\s\S]/g, "x").replace(/\[[^\]]*\]?/g, "x");
  for (const [, inner = "", times = ""] of plain.matchAll(/\(([^()]*)\)([+*]|\{\d+,)/g)) {
    if (/[+*]|\{\d+,/.test(inner) || (inner.includes("|") && !times.startsWith("{"))) return true;
  }
  return false;
}
