import type { Hint } from "../../source/hints.ts";
import { isZero, negate } from "../../value/decimal.ts";
import type { ArithmeticOp, Binary, Expr, Unary } from "../syntax/ast.ts";
import { showType } from "../types/show-type.ts";
import type { Operands, Term } from "../types/term.ts";
import type { Type } from "../types/type.ts";
import { DECIMAL, INTEGER, isNumber, isOptional, MONEY, present } from "../types/type-relations.ts";
import { reportAbsent } from "./absence.ts";
import { conversionHints } from "./conform.ts";
import { checkOperand, type Environment, faulty, holeAt, written } from "./environment.ts";

export function checkNegation(env: Environment, expr: Unary, expected: Type | undefined): Term {
  const of = checkOperand(env, expr.of, expected);
  const type = present(of.type);
  const place = { start: expr.start, end: expr.end };
  if (type.kind === "fault") return holeAt(expr);
  if (of.op === "constant" && typeof of.value !== "string" && isNumber(type))
    return { ...of, value: negate(of.value as number), ...place };
  if (!isNumber(type) && type.kind !== "money" && type.kind !== "unknown")
    return faulty(env, "arithmetic-type", expr.of, { found: showType(type), op: "-" });
  if (isOptional(of.type)) reportAbsent(env, of, "`-`");
  return { op: "negate", of, type, ...place };
}

export function checkArithmetic(env: Environment, expr: Binary, op: ArithmeticOp): Term {
  const left = checkOperand(env, expr.left);
  const right = checkOperand(env, expr.right);
  const [one, other] = [present(left.type), present(right.type)];
  if (one.kind === "fault" || other.kind === "fault") return holeAt(expr);
  for (const [side, term] of [
    [expr.left, left],
    [expr.right, right],
  ] as const) {
    if (!isCountable(present(term.type))) return refuseOperand(env, expr, side, term, op);
  }
  const result = moneyOrNumber(op, one, other);
  if (result === undefined) return refuseMoney(env, expr, op, one, other);
  for (const term of [left, right]) if (isOptional(term.type)) reportAbsent(env, term, `\`${op}\``);
  if (op === "/" && right.op === "constant" && typeof right.value === "number" && isZero(right.value)) {
    return faulty(env, "division-by-zero", expr, {});
  }
  return { op: "arithmetic", sign: op, left, right, ...result, start: expr.start, end: expr.end };
}

function isCountable(type: Type): boolean {
  return isNumber(type) || type.kind === "money" || type.kind === "unknown";
}

function refuseOperand(env: Environment, expr: Binary, side: Expr, term: Term, op: ArithmeticOp): Term {
  const type = present(term.type);
  if (op === "+" && ["text", "enum", "word"].includes(type.kind)) {
    const sign = { start: expr.opStart, end: expr.opStart + 1 };
    return faulty(env, "text-plus", sign, { left: written(env, expr.left), right: written(env, expr.right) });
  }
  const hints = operandHints(type, written(env, side));
  return faulty(env, "arithmetic-type", side, { found: showType(type), op }, { hints });
}

function operandHints(type: Type, text: string): readonly Hint[] {
  if (type.kind === "date" || type.kind === "datetime") return [{ hint: "count-days", date: text }];
  if (type.kind === "text") return conversionHints(type, DECIMAL, text);
  return type.kind === "list" ? [{ hint: "sum", list: text }] : [];
}

function moneyOrNumber(
  op: ArithmeticOp,
  left: Type,
  right: Type,
): { readonly type: Type; readonly with: Operands } | undefined {
  if (left.kind === "unknown" || right.kind === "unknown") return { type: { kind: "unknown" }, with: "unknown" };
  const [leftMoney, rightMoney] = [left.kind === "money", right.kind === "money"];
  if (!leftMoney && !rightMoney) {
    const whole = op !== "/" && left.kind === "int" && right.kind === "int";
    return { type: whole ? INTEGER : DECIMAL, with: "numbers" };
  }
  if (op === "+" || op === "-") return leftMoney && rightMoney ? { type: MONEY, with: "money" } : undefined;
  if (leftMoney && rightMoney) return op === "/" ? { type: DECIMAL, with: "ratio" } : undefined;
  if (leftMoney) return { type: MONEY, with: "money-number" };
  return op === "*" ? { type: MONEY, with: "times-money" } : undefined;
}

function refuseMoney(env: Environment, expr: Binary, op: ArithmeticOp, left: Type, right: Type): Term {
  if (left.kind === "money" && right.kind === "money") return faulty(env, "money-and-money", expr, { op });
  const money = written(env, left.kind === "money" ? expr.left : expr.right);
  return faulty(env, "money-and-number", expr, { op, money });
}
