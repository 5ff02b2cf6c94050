import type { Hint } from "../../source/hints.ts";
import { nearest } from "../../source/nearest.ts";
import type { Value } from "../../value/value.ts";
import type { Arm, Match, Pattern } from "../syntax/ast.ts";
import { bothProofs, NO_PROOFS, type Proofs } from "../types/proofs.ts";
import { showType } from "../types/show-type.ts";
import type { ArmTerm, Term } from "../types/term.ts";
import type { Type } from "../types/type.ts";
import { isNumber, isOptional, optional, present } from "../types/type-relations.ts";
import { joinBranches } from "./condition.ts";
import { wordHints } from "./conform.ts";
import { assuming, checkInner, checkOperand, type Environment, faulty, tell, written } from "./environment.ts";
import { possible, presence } from "./prove.ts";

/** `match x { A | B => y, _ => z }`: complete over words and bools, with a rest arm over all else. */
export function checkMatch(env: Environment, expr: Match, expected: Type | undefined): Term {
  const subject = checkOperand(env, expr.subject);
  const type = present(subject.type);
  const place = { start: expr.start, end: expr.end };
  if (type.kind !== "fault" && !["enum", "word", "text", "bool", "unknown", "int", "decimal"].includes(type.kind)) {
    faulty(env, "match-type", expr.subject, { found: showType(type) });
    return { op: "hole", type: { kind: "fault" }, ...place };
  }
  const seen = new Set<Value>();
  let rest = false;
  const arms: ArmTerm[] = [];
  for (const arm of expr.arms) {
    const pattern = written(env, { start: arm.start, end: arm.patterns.at(-1)?.end ?? arm.start });
    const covered = rest || isComplete(subject, seen);
    if (covered && !arm.patterns.some((one) => one.kind === "hole"))
      tell(env, "match-arm-unreachable", arm, { pattern }, { severity: "warning" });
    const values = arm.patterns.some((one) => one.kind === "any") ? undefined : patternValues(env, arm, type, seen);
    const proofs = armProofs(subject, values, seen);
    arms.push({ values, value: checkInner(assuming(env, proofs), arm.value, expected) });
    if (values === undefined) rest = true;
  }
  if (!rest) reportMissing(env, expr, subject, seen);
  if (arms.length === 0) return { op: "hole", type: { kind: "fault" }, ...place };
  const joined = joinBranches(
    env,
    arms.map((arm) => arm.value),
  );
  return { op: "match", subject, arms, type: rest || !isOptional(subject.type) ? joined : optional(joined), ...place };
}

function patternValues(env: Environment, arm: Arm, type: Type, seen: Set<Value>): readonly Value[] {
  const values: Value[] = [];
  for (const pattern of arm.patterns) {
    const value = patternValue(env, pattern, type);
    if (value === undefined) continue;
    if (seen.has(value))
      tell(env, "match-arm-twice", pattern, { pattern: written(env, pattern) }, { severity: "warning" });
    seen.add(value);
    values.push(value);
  }
  return values;
}

function patternValue(env: Environment, pattern: Pattern, type: Type): Value {
  if (pattern.kind === "hole" || pattern.kind === "any") return undefined;
  const value = pattern.kind === "word" ? pattern.word : pattern.value;
  if (type.kind === "enum") {
    if (typeof value === "string" && type.members.includes(value)) return value;
    faulty(
      env,
      "word-unknown",
      pattern,
      { word: String(value), list: type.name, nearest: nearest(String(value), type.members) },
      { hints: wordHints(type, String(value)) },
    );
    return undefined;
  }
  if (fits(pattern, type)) return value;
  const hints: readonly Hint[] =
    pattern.kind === "word" && type.kind === "text" ? [{ hint: "quote", text: pattern.word }] : [];
  faulty(
    env,
    "type-differs",
    pattern,
    {
      found: pattern.kind === "word" ? `the word ${pattern.word}` : `${written(env, pattern)}`,
      expected: showType(type),
    },
    { hints },
  );
  return undefined;
}

function fits(pattern: Pattern, type: Type): boolean {
  if (type.kind === "unknown" || type.kind === "fault") return true;
  if (type.kind === "bool") return pattern.kind === "bool";
  if (isNumber(type)) return pattern.kind === "number";
  if (type.kind === "word") return pattern.kind === "word" && type.words.includes(pattern.word);
  return type.kind === "text" && pattern.kind === "text";
}

function isComplete(subject: Term, seen: ReadonlySet<Value>): boolean {
  const all = allValues(present(subject.type));
  return all !== undefined && !isOptional(subject.type) && all.every((value) => seen.has(value));
}

function allValues(type: Type): readonly Value[] | undefined {
  if (type.kind === "enum") return type.possible ?? type.members;
  if (type.kind === "word") return type.words;
  return type.kind === "bool" ? [true, false] : undefined;
}

/** In an arm the subject is there and one of its words; in the rest arm it is none of those before. */
function armProofs(subject: Term, values: readonly Value[] | undefined, seen: ReadonlySet<Value>): Proofs {
  const words = (list: Iterable<Value>) => [...list].filter((value) => typeof value === "string");
  if (values === undefined) {
    const none = possible(subject, words(seen), false);
    return isOptional(subject.type) ? NO_PROOFS : none;
  }
  return bothProofs(presence(subject, true), possible(subject, words(values), true));
}

/** An absent subject gives an absent result unless there is a rest arm: nothing to list for it. */
function reportMissing(env: Environment, expr: Match, subject: Term, seen: ReadonlySet<Value>): void {
  const type = present(subject.type);
  if (
    type.kind === "fault" ||
    type.kind === "unknown" ||
    expr.arms.some((arm) => arm.patterns.length === 0 || arm.patterns.some((one) => one.kind === "hole"))
  )
    return;
  const all = allValues(type);
  const brace = { start: expr.end - 1, end: expr.end };
  if (all === undefined) {
    faulty(env, "match-rest-missing", brace, { found: showType(type) });
    return;
  }
  const missing = all.filter((value) => !seen.has(value)).map(String);
  if (missing.length === 0) return;
  faulty(env, "match-missing", expr.subject, { missing, subject: written(env, expr.subject) });
}
