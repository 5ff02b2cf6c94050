import { compare, equals, isDecimal } from "../../value/decimal.ts";
import { sameValue } from "../../value/equality.ts";
import { compareMoney, MoneyFault } from "../../value/money.ts";
import { Money, type RecordValue, type Value } from "../../value/value.ts";
import type { ComparisonOp } from "../syntax/ast.ts";
import { EvaluationFault } from "../types/fault.ts";
import type { Frame } from "../types/frame.ts";
import type { Comparison, TermOf } from "../types/term.ts";
import type { Field } from "../types/type.ts";
import { operandFault } from "./arithmetic.ts";
import type { Compiler, Decide, Evaluate } from "./compiler.ts";

export function compileComparison(compiler: Compiler, term: TermOf<"compare">): Decide {
  const { sign } = term;
  if (sign === "==" || sign === "!=") return compileEquality(compiler, term, sign === "==");
  return compileOrder(compiler, term, sign);
}

/** Absent equals nothing, not even absent: two records without a number are not the same record. */
function compileEquality(compiler: Compiler, term: TermOf<"compare">, wanted: boolean): Decide {
  const left = compiler.value(term.left);
  const { right: rightTerm, how } = term;
  if (how.by === "plain" && rightTerm.op === "constant") {
    const constant = rightTerm.value;
    return (frame) => (left(frame) === constant) === wanted;
  }
  const right = compiler.value(rightTerm);
  const same = sameness(how);
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    return (a !== undefined && b !== undefined && same(a, b, frame)) === wanted;
  };
}

type Sameness = (a: Value, b: Value, frame: Frame) => boolean;

/** How two values that are both there are compared. */
export function sameness(how: Comparison): Sameness {
  switch (how.by) {
    case "plain":
      return (a, b) => a === b && a !== null;
    case "number":
      return (a, b) => isDecimal(a) && isDecimal(b) && equals(a, b);
    case "money":
      return (a, b) => a instanceof Money && b instanceof Money && equals(a.amount, b.amount) && sameCurrency(a, b);
    case "identity":
      return (a, b, frame) => sameIdentity(a, b, how.left, how.right, frame);
    case "value":
      return (a, b) => a !== null && b !== null && sameValue(a, b);
  }
}

function sameCurrency(a: Money, b: Money): boolean {
  return a.currency === undefined || b.currency === undefined || a.currency === b.currency;
}

/** A reference may also be the bare identity, as some systems give it. */
function sameIdentity(a: Value, b: Value, left: Field | undefined, right: Field | undefined, frame: Frame): boolean {
  const one = identityOf(a, left, frame);
  const other = identityOf(b, right, frame);
  return one !== undefined && one !== null && sameValue(one, other);
}

function identityOf(value: Value, field: Field | undefined, frame: Frame): Value {
  return typeof value === "object" && value !== null && field !== undefined
    ? field.read(value as RecordValue, frame)
    : value;
}

function compileOrder(compiler: Compiler, term: TermOf<"compare">, sign: OrderSign): Decide {
  const left = compiler.value(term.left);
  const right = compiler.value(term.right);
  const decide = ORDERS[sign];
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    // Two doubles of at most 15 digits are in the order of their decimals.
    if (typeof a === "number" && typeof b === "number") return decide(a < b ? -1 : a > b ? 1 : 0);
    return decide(orderOf(compiler, term, a, b));
  };
}

type OrderSign = Exclude<ComparisonOp, "==" | "!=">;

/** The same of two values; throws where they have no order. */
export function orderTest(
  compiler: Compiler,
  term: TermOf<"compare">,
  sign: OrderSign,
): (a: Value, b: Value) => boolean {
  const decide = ORDERS[sign];
  return (a, b) => decide(orderOf(compiler, term, a, b));
}

const ORDERS: Readonly<Record<OrderSign, (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

function orderOf(compiler: Compiler, term: TermOf<"compare">, a: Value, b: Value): number {
  if (isDecimal(a) && isDecimal(b)) return compare(a, b);
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  if (!(a instanceof Money) || !(b instanceof Money)) {
    const [side, value] =
      a === undefined || a === null || (!isDecimal(a) && isDecimal(b)) ? [term.left, a] : [term.right, b];
    throw operandFault(compiler, side, value, `\`${term.sign}\``);
  }
  try {
    return compareMoney(a, b);
  } catch (error) {
    if (error instanceof MoneyFault)
      throw new EvaluationFault("currencies-differ", compiler.span(term), { problem: error.message });
    throw error;
  }
}

export function compileMember(compiler: Compiler, term: TermOf<"member">): Decide {
  const of = compiler.value(term.of);
  const { items } = term;
  const same = sameness(term.how);
  if ("op" in items) {
    const list = compiler.value(items);
    return (frame) => {
      const value = of(frame);
      const entries = list(frame);
      return (
        value !== undefined &&
        Array.isArray(entries) &&
        entries.some((entry: Value) => entry !== undefined && same(value, entry, frame))
      );
    };
  }
  if (term.how.by === "plain" && items.every((item) => item.op === "constant")) {
    const constants = new Set(items.map((item) => (item.op === "constant" ? item.value : undefined)));
    return (frame) => constants.has(of(frame));
  }
  const evaluates: readonly Evaluate[] = items.map((item) => compiler.value(item));
  return (frame) => {
    const value = of(frame);
    if (value === undefined) return false;
    for (const evaluate of evaluates) {
      const other = evaluate(frame);
      if (other !== undefined && same(value, other, frame)) return true;
    }
    return false;
  };
}
