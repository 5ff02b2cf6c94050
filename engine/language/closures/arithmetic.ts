import { add, DecimalFault, divide, isDecimal, isZero, multiply, negate, subtract } from "../../value/decimal.ts";
import { inBrief } from "../../value/in-brief.ts";
import { addMoney, MoneyFault, multiplyMoney, negateMoney, subtractMoney } from "../../value/money.ts";
import { type Decimal, Money, type Value } from "../../value/value.ts";
import type { ArithmeticOp } from "../syntax/ast.ts";
import { EvaluationFault } from "../types/fault.ts";
import type { Term, TermOf } from "../types/term.ts";
import type { Compiler, Evaluate } from "./compiler.ts";

/** Decimals of a quotient that is not rounded by round(): more than any system keeps, few enough to stay fast. */
const QUOTIENT_PLACES = 12;

export function compileArithmetic(compiler: Compiler, term: TermOf<"arithmetic">): Evaluate {
  const left = compiler.value(term.left);
  const right = compiler.value(term.right);
  const work = workOf(term);
  const plain = term.with === "numbers" ? DECIMAL_WORK[term.sign] : undefined;
  const divides = term.sign === "/";
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    if (plain !== undefined && typeof a === "number" && typeof b === "number" && (b !== 0 || !divides))
      return plain(a, b);
    try {
      return work(a, b);
    } catch (error) {
      throw asFault(compiler, term, error, a, b);
    }
  };
}

export type Work = (a: Value, b: Value) => Value;

/** What cannot fail of two numbers, as long as nothing is divided by zero. */
export const DECIMAL_WORK: Readonly<Record<ArithmeticOp, (a: Decimal, b: Decimal) => Decimal>> = {
  "+": add,
  "-": subtract,
  "*": multiply,
  "/": (a, b) => divide(a, b, QUOTIENT_PLACES),
};

/** The operands are of the wrong kind: told from faults of the calculation itself. */
export class WrongOperand extends Error {}

/** The calculation for whatever stands on both sides; throws where it cannot be done. */
export function workOf(term: Pick<TermOf<"arithmetic">, "sign">): Work {
  switch (term.sign) {
    case "+":
      return (a, b) => (a instanceof Money && b instanceof Money ? addMoney(a, b) : add(number(a), number(b)));
    case "-":
      return (a, b) =>
        a instanceof Money && b instanceof Money ? subtractMoney(a, b) : subtract(number(a), number(b));
    case "*":
      return multiplyValues;
    case "/":
      return divideValues;
  }
}

function multiplyValues(a: Value, b: Value): Value {
  if (a instanceof Money) return multiplyMoney(a, number(b));
  return b instanceof Money ? multiplyMoney(b, number(a)) : multiply(number(a), number(b));
}

function divideValues(a: Value, b: Value): Value {
  const divisor = b instanceof Money && a instanceof Money ? b.amount : number(b);
  if (isZero(divisor)) throw new DecimalFault("division by zero");
  if (a instanceof Money && b instanceof Money) {
    // Dividing needs one currency as adding does.
    addMoney(a, b);
    return divide(a.amount, divisor, QUOTIENT_PLACES);
  }
  return a instanceof Money
    ? new Money(divide(a.amount, divisor, QUOTIENT_PLACES), a.currency)
    : divide(number(a), divisor, QUOTIENT_PLACES);
}

function number(value: Value): Decimal {
  if (isDecimal(value)) return value;
  throw new WrongOperand();
}

function asFault(compiler: Compiler, term: TermOf<"arithmetic">, error: unknown, a: Value, b: Value): unknown {
  const span = compiler.span(term);
  const text = compiler.text.text.slice(term.start, term.end);
  if (error instanceof MoneyFault) return new EvaluationFault("currencies-differ", span, { problem: error.message });
  if (error instanceof DecimalFault && term.sign === "/")
    return new EvaluationFault("division-by-zero", span, { text });
  if (error instanceof DecimalFault) return new EvaluationFault("calculation-failed", span, { problem: error.message });
  if (!(error instanceof WrongOperand)) return error;
  const [operand, value] = isDecimal(a) || a instanceof Money ? [term.right, b] : [term.left, a];
  return operandFault(compiler, operand, value, `\`${term.sign}\``);
}

/** A value that is absent or of the wrong kind although its type promised otherwise. */
export function operandFault(compiler: Compiler, term: Term, value: Value, need: string): EvaluationFault {
  const text = compiler.text.text.slice(term.start, term.end);
  if (value === undefined || value === null)
    return new EvaluationFault("value-absent", compiler.span(term), { text, need });
  return new EvaluationFault("not-a-number", compiler.span(term), { text, found: inBrief(value) });
}

export function compileNegation(compiler: Compiler, term: TermOf<"negate">): Evaluate {
  const of = compiler.value(term.of);
  return (frame) => {
    const value = of(frame);
    const negated = negateValue(value);
    if (negated === undefined) throw operandFault(compiler, term.of, value, "`-`");
    return negated;
  };
}

/** Undefined for what has no negative. */
export function negateValue(value: Value): Value {
  if (value instanceof Money) return negateMoney(value);
  return isDecimal(value) ? negate(value) : undefined;
}
