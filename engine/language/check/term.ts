import { parseDate } from "../../value/date.ts";
import { isInteger, toText } from "../../value/decimal.ts";
import type { Expr, Literal, TemplateText, Unary } from "../syntax/ast.ts";
import { showType } from "../types/show-type.ts";
import type { Term } from "../types/term.ts";
import type { Type } from "../types/type.ts";
import { BOOL, DATE, DECIMAL, INTEGER, isNothing, isNumber, present, TEXT } from "../types/type-relations.ts";
import { checkCall } from "./call.ts";
import { checkComparison, checkIn } from "./comparison.ts";
import { checkAnd, checkCondition, checkConditional, checkOr } from "./condition.ts";
import { constant, type Environment, faulty, holeAt, tell } from "./environment.ts";
import { checkMatch } from "./match.ts";
import { checkCandidate, checkField, checkIndex, checkName } from "./names.ts";
import { checkArithmetic, checkCoalesce, checkNegation } from "./operators.ts";
import { checkIs, checkMatches } from "./tests.ts";

/**
 * Resolves one expression. `expected` is what bare words and quoted texts are read for; that the result fits is
 * `conform`'s matter.
 */
export function checkTerm(expr: Expr, env: Environment, expected?: Type): Term {
  switch (expr.kind) {
    case "hole":
      return holeAt(expr);
    case "bool":
    case "number":
    case "text":
    case "date":
      return checkLiteral(expr, env, expected);
    case "nothing":
      return expr.word === "omit"
        ? { op: "omit", type: { kind: "omit" }, start: expr.start, end: expr.end }
        : { op: "constant", value: null, type: { kind: expr.word }, start: expr.start, end: expr.end };
    case "name":
      return checkName(expr, env, expected);
    case "candidate":
      return checkCandidate(expr, env);
    case "field":
      return checkField(expr, env);
    case "index":
      return checkIndex(expr, env);
    case "call":
      return checkCall(expr, env, expected);
    case "generator":
      return faulty(env, "generator-outside", expr, {});
    case "unary":
      return expr.op === "not" ? checkNot(expr, env) : checkNegation(expr, env, expected);
    case "binary":
      return checkBinary(expr, env, expected);
    case "is":
      return checkIs(expr, env);
    case "matches":
      return checkMatches(expr, env);
    case "list":
      return faulty(env, "list-outside", expr, {});
    case "conditional":
      return checkConditional(expr, env, expected);
    case "match":
      return checkMatch(expr, env, expected);
    case "template":
      return checkTemplateText(expr, env);
  }
}

/** A value to go on with: `omit` and `empty` are results only. */
export function checkOperand(expr: Expr, env: Environment, expected?: Type): Term {
  const term = checkTerm(expr, env, expected);
  if (!isNothing(term.type)) return term;
  return faulty(env, "nothing-misplaced", expr, { word: term.type.kind });
}

function checkBinary(expr: Extract<Expr, { kind: "binary" }>, env: Environment, expected: Type | undefined): Term {
  switch (expr.op) {
    case "and":
      return checkAnd(expr, env);
    case "or":
      return checkOr(expr, env);
    case "??":
      return checkCoalesce(expr, env, expected);
    case "in":
      return checkIn(expr, env);
    case "+":
    case "-":
    case "*":
    case "/":
      return checkArithmetic(expr, expr.op, env);
    default:
      return checkComparison(expr, expr.op, env);
  }
}

function checkNot(expr: Unary, env: Environment): Term {
  return { op: "not", of: checkCondition(expr.of, env), type: BOOL, start: expr.start, end: expr.end };
}

function checkLiteral(expr: Literal, env: Environment, expected: Type | undefined): Term {
  switch (expr.kind) {
    case "bool":
      return constant(expr, expr.value, BOOL);
    case "number":
      return {
        op: "constant",
        value: expr.value,
        type: isInteger(expr.value) && !expr.text.includes(".") ? INTEGER : DECIMAL,
        start: expr.start,
        end: expr.end,
      };
    case "date":
      if (parseDate(expr.value) === undefined) return faulty(env, "date-impossible", expr, { date: expr.value });
      return constant(expr, expr.value, DATE);
    case "text":
      return checkText(expr, env, expected);
  }
}

/** A quoted text is a word where a list of words is expected and has it. */
function checkText(expr: Extract<Literal, { kind: "text" }>, env: Environment, expected: Type | undefined): Term {
  const { value } = expr;
  const list = expected === undefined ? undefined : present(expected);
  if (list?.kind === "enum" && list.members.includes(value)) {
    return constant(expr, value, { kind: "enum", name: list.name, members: list.members, possible: [value] });
  }
  if (list?.kind === "date" && parseDate(value) !== undefined) {
    tell(
      env,
      "type-differs",
      expr,
      { found: "a text", expected: "a date" },
      { hints: [`a date is written without quotes: ${value}`] },
    );
    return holeAt(expr);
  }
  return constant(expr, value, { kind: "text", maxLength: value.length, literals: [value] });
}

export function checkTemplateText(expr: TemplateText, env: Environment): Term {
  const parts = expr.parts.map((part) => (typeof part === "string" ? part : checkHole(part, env)));
  return { op: "template", parts, type: TEXT, start: expr.start, end: expr.end };
}

/** What can stand in a text: texts, words, numbers, dates and money. */
function checkHole(expr: Expr, env: Environment): Term {
  const term = checkOperand(expr, env);
  const { kind } = present(term.type);
  const printable =
    isNumber(present(term.type)) ||
    ["text", "enum", "word", "money", "date", "datetime", "bool", "unknown", "fault"].includes(kind);
  if (!printable)
    tell(env, "type-differs", expr, {
      found: showType(present(term.type)),
      expected: "something that can stand in a text",
    });
  return term;
}

export function constantText(term: Term): string | undefined {
  if (term.op !== "constant") return undefined;
  if (typeof term.value === "string") return term.value;
  return typeof term.value === "number" ? toText(term.value) : undefined;
}
