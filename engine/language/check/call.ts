import type { Hint } from "../../source/hints.ts";
import { nearest } from "../../source/nearest.ts";
import type { Value } from "../../value/value.ts";
import { standardFunctions } from "../stdlib/stdlib.ts";
import type { Call, Expr } from "../syntax/ast.ts";
import type { Parameter, StandardFunction } from "../types/function.ts";
import { showType } from "../types/show-type.ts";
import type { Term } from "../types/term.ts";
import type { Type } from "../types/type.ts";
import { INTEGER, isNothing, isOpenEnded, isOptional, optional, present } from "../types/type-relations.ts";
import { reportAbsent } from "./absence.ts";
import { conversionHints, nearestName } from "./conform.ts";
import { checkInner, checkOperand, type Environment, faulty, holeAt, tell, written } from "./environment.ts";
import { checkGenerator } from "./generator.ts";

/** A call of a function of the standard library; there are no others. */
export function checkCall(env: Environment, expr: Call, expected: Type | undefined): Term {
  const called = standardFunctions.get(expr.name);
  if (called === undefined) {
    const near = nearest(expr.name, standardFunctions.keys()) ?? HABITS.get(expr.name);
    return faulty(
      env,
      "function-unknown",
      { start: expr.start, end: expr.start + expr.name.length },
      { name: expr.name, nearest: near },
    );
  }
  if (called.special === "position") return checkPosition(env, expr, called);
  const complete = checkCount(env, expr, called);
  const args = expr.args.map((arg, index) => checkArgument(env, arg, parameterAt(called, index), called));
  if (!complete || args.some((arg) => arg.type.kind === "fault")) return holeAt(expr);
  return callTerm(env, expr, called, args, expected);
}

/** What the function is called elsewhere. */
const HABITS: ReadonlyMap<string, string> = new Map([
  ["concat", "join"],
  ["substring", "cut"],
  ["left", "cut"],
  ["truncate", "cut"],
  ["size", "length"],
  ["len", "length"],
  ["str", "text"],
  ["string", "text"],
  ["number", "decimal"],
  ["int", "integer"],
  ["average", "sum"],
  ["now", "today"],
  ["filter", "list"],
  ["map", "list"],
  ["find", "first"],
  ["uppercase", "upper"],
  ["lowercase", "lower"],
]);

function callTerm(
  env: Environment,
  expr: Call,
  called: StandardFunction,
  args: readonly Term[],
  expected: Type | undefined,
): Term {
  const place = { start: expr.start, end: expr.end };
  const passes = args.some((arg, index) => parameterAt(called, index)?.absent === "passes" && isOptional(arg.type));
  let type: Type;
  if (called.special === "enum") {
    const list = expected === undefined ? undefined : present(expected);
    if (list === undefined || list.kind !== "enum") {
      if (list !== undefined && isOpenEnded(list)) return holeAt(expr);
      return faulty(env, "enum-without-list", expr, {});
    }
    type = { kind: "enum", name: list.name, members: list.members };
  } else {
    type = called.gives(
      args.map((arg) => present(arg.type)),
      args.map(constantOf),
    );
  }
  if (isMixed(type, args)) {
    const [first, ...others] = args.map((arg) => showType(present(arg.type)));
    return faulty(env, "branches-differ", expr, {
      first: first ?? "",
      second: others.find((other) => other !== first) ?? "",
    });
  }
  return { op: "call", function: called, args, type: passes ? optional(type) : type, ...place };
}

/** Entries that do not go together have no type in common although each has one. */
function isMixed(type: Type, args: readonly Term[]): boolean {
  const ofUnknown = (each: Type) => each.kind === "unknown" || (each.kind === "list" && each.of.kind === "unknown");
  return ofUnknown(type) && args.length > 1 && !args.some((arg) => ofUnknown(present(arg.type)));
}

function constantOf(term: Term): Value {
  return term.op === "constant" ? term.value : undefined;
}

function parameterAt(called: StandardFunction, index: number): Parameter | undefined {
  const last = called.takes.at(-1);
  return called.takes[index] ?? (last?.rest !== undefined ? last : undefined);
}

function checkCount(env: Environment, expr: Call, called: StandardFunction): boolean {
  const missing = called.takes
    .slice(expr.args.length)
    .find((parameter) => !parameter.optional && parameter.rest !== "any");
  if (missing !== undefined) {
    tell(
      env,
      "arguments-few",
      { start: expr.end - 1, end: expr.end },
      { signature: called.signature, missing: missing.name },
    );
    return false;
  }
  const extra = expr.args.find((_, index) => parameterAt(called, index) === undefined);
  if (extra === undefined) return true;
  tell(env, "arguments-many", extra, { signature: called.signature });
  return false;
}

function checkArgument(env: Environment, arg: Expr, parameter: Parameter | undefined, called: StandardFunction): Term {
  if (parameter === undefined) return holeAt(arg);
  if (arg.kind === "generator" && parameter.generator !== undefined) return checkGenerator(env, arg, parameter, called);
  const term =
    parameter.absent === "taken" ? checkInner(env, arg, parameter.is.type) : checkOperand(env, arg, parameter.is.type);
  const type = present(term.type);
  if (type.kind === "fault" || isNothing(type)) return term;
  if (!parameter.is.accepts(type) && type.kind !== "unknown") return refuseArgument(env, term, parameter, called);
  if (parameter.absent === "refused" && isOptional(term.type)) reportAbsent(env, term, `${called.name}()`);
  return term;
}

function refuseArgument(env: Environment, term: Term, parameter: Parameter, called: StandardFunction): Term {
  const type = present(term.type);
  if (type.kind === "word") {
    const [word = ""] = type.words;
    const hints: readonly Hint[] = parameter.is.type?.kind === "text" ? [{ hint: "quote", text: word }] : [];
    return faulty(
      env,
      "word-without-list",
      term,
      { word, expected: parameter.is.expects, nearest: nearestName(env, word) },
      { hints },
    );
  }
  const facts = {
    function: `${called.name}()`,
    parameter: parameter.name,
    expected: parameter.is.expects,
    found: showType(type),
  };
  const hints = parameter.is.type === undefined ? [] : conversionHints(type, parameter.is.type, written(env, term));
  return faulty(env, "argument-type", term, facts, { hints });
}

function checkPosition(env: Environment, expr: Call, called: StandardFunction): Term {
  const [name] = expr.args;
  const found = name?.kind === "name" ? env.scope.resolve(name.name) : undefined;
  if (name?.kind !== "name" || found?.entry.kind !== "value" || found.field !== undefined || expr.args.length > 1) {
    return faulty(env, name === undefined ? "arguments-few" : "position-of", expr, {
      signature: called.signature,
      missing: "row",
    });
  }
  return { op: "position", slot: found.entry.slot, name: name.name, type: INTEGER, start: expr.start, end: expr.end };
}
