import type { Binary, Expr } from "../syntax/ast.ts";
import type { Term } from "../types/term.ts";
import type { Type } from "../types/type.ts";
import { checkArithmetic, checkNegation } from "./arithmetic.ts";
import { checkCall } from "./call.ts";
import { checkCoalesce } from "./coalesce.ts";
import { checkComparison, checkIn } from "./comparison.ts";
import { checkAnd, checkConditional, checkNot, checkOr } from "./condition.ts";
import { type Environment, faulty, holeAt } from "./environment.ts";
import { checkCandidate, checkField } from "./field-access.ts";
import { checkIndex } from "./index-access.ts";
import { checkIs } from "./is.ts";
import { checkLiteral } from "./literal.ts";
import { checkMatch } from "./match.ts";
import { checkMatches } from "./matches.ts";
import { checkName } from "./name.ts";
import { checkTemplateText } from "./template.ts";

/** Which check each kind of expression has. The only file that knows them all: to the checks it comes as `env.check`. */
export function checkByKind(env: Environment, expr: Expr, expected?: Type): Term {
  switch (expr.kind) {
    case "hole":
      return holeAt(expr);
    case "bool":
    case "number":
    case "text":
    case "date":
      return checkLiteral(env, expr, expected);
    case "nothing":
      return expr.word === "omit"
        ? { op: "omit", type: { kind: "omit" }, start: expr.start, end: expr.end }
        : { op: "constant", value: null, type: { kind: expr.word }, start: expr.start, end: expr.end };
    case "name":
      return checkName(env, expr, expected);
    case "candidate":
      return checkCandidate(env, expr);
    case "field":
      return checkField(env, expr);
    case "index":
      return checkIndex(env, expr);
    case "call":
      return checkCall(env, expr, expected);
    case "generator":
      return faulty(env, "generator-outside", expr, {});
    case "unary":
      return expr.op === "not" ? checkNot(env, expr) : checkNegation(env, expr, expected);
    case "binary":
      return checkBinary(env, expr, expected);
    case "is":
      return checkIs(env, expr);
    case "matches":
      return checkMatches(env, expr);
    case "list":
      return faulty(env, "list-outside", expr, {});
    case "conditional":
      return checkConditional(env, expr, expected);
    case "match":
      return checkMatch(env, expr, expected);
    case "template":
      return checkTemplateText(env, expr);
  }
}

function checkBinary(env: Environment, expr: Binary, expected: Type | undefined): Term {
  switch (expr.op) {
    case "and":
      return checkAnd(env, expr);
    case "or":
      return checkOr(env, expr);
    case "??":
      return checkCoalesce(env, expr, expected);
    case "in":
      return checkIn(env, expr);
    case "+":
    case "-":
    case "*":
    case "/":
      return checkArithmetic(env, expr, expr.op);
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return checkComparison(env, expr, expr.op);
  }
}
