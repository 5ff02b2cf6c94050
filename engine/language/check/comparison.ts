import type { Hint } from "../../source/hints.ts";
import type { Binary, ComparisonOp, Expr } from "../syntax/ast.ts";
import { showType } from "../types/show-type.ts";
import type { Comparison, Term } from "../types/term.ts";
import type { Field, Type } from "../types/type.ts";
import { BOOL, isNumber, isOpenEnded, isOptional, join, present, sameRecords } from "../types/type-relations.ts";
import { conform, conversionHints } from "./conform.ts";
import { checkInner, checkOperand, type Environment, faulty, holeAt, tell, written } from "./environment.ts";

export function checkComparison(env: Environment, expr: Binary, op: ComparisonOp): Term {
  if (isComparison(expr.left)) return faulty(env, "compare-chained", expr, {});
  const { left, right } = checkSides(env, expr);
  const place = { start: expr.start, end: expr.end };
  for (const side of [left, right]) {
    if (side.op !== "hole" && ["omit", "empty", "null"].includes(side.type.kind)) {
      const other = written(env, side === left ? expr.right : expr.left);
      const test = op === "!=" ? "present" : "absent";
      return faulty(env, "compare-nothing", side, { word: side.type.kind, other, test });
    }
  }
  if (left.type.kind === "fault" || right.type.kind === "fault") return { ...holeAt(expr), type: { kind: "fault" } };
  const ordered = op !== "==" && op !== "!=";
  const how = comparisonOf(left, right, ordered);
  if (how === undefined) return refuseComparison(env, expr, left, right, ordered);
  if (ordered) for (const side of [left, right]) if (isOptional(side.type)) warnOrder(env, side);
  if (!ordered) warnImpossible(env, expr, op, left, right);
  return { op: "compare", sign: op, left, right, how, type: BOOL, ...place };
}

/** The side with a list of words is checked first: it says what the words of the other side mean. */
function checkSides(env: Environment, expr: Binary): { readonly left: Term; readonly right: Term } {
  if (expr.left.kind === "name" && env.scope.resolve(expr.left.name) === undefined) {
    const right = checkInner(env, expr.right);
    const left = checkInner(env, expr.left, withAllMembers(right.type));
    return { left: fitted(env, left, right.type), right };
  }
  const left = checkInner(env, expr.left);
  const right = checkInner(env, expr.right, withAllMembers(left.type));
  return { left: fitted(env, left, right.type), right: fitted(env, right, left.type) };
}

/** Words and quoted texts that met their list late are checked against it now. */
function fitted(env: Environment, term: Term, other: Type): Term {
  const list = present(other);
  const own = present(term.type);
  const late = own.kind === "word" || (own.kind === "text" && own.literals !== undefined);
  if (!late || list.kind !== "enum") return term;
  return conform(env, term, list) ? term : { ...holeAt(term) };
}

function withAllMembers(type: Type): Type {
  const list = present(type);
  return list.kind === "enum" ? { kind: "enum", name: list.name, members: list.members } : list;
}

function isComparison(expr: Expr): boolean {
  return (
    expr.kind === "binary" && ["==", "!=", "<", "<=", ">", ">="].includes(expr.op) && expr.start === expr.left.start
  );
}

export function comparisonOf(left: Term, right: Term, ordered: boolean): Comparison | undefined {
  const [one, other] = [present(left.type), present(right.type)];
  if (isOpenEnded(one) || isOpenEnded(other)) return { by: "value" };
  if (isNumber(one) && isNumber(other)) return { by: "number" };
  if (one.kind === "money" && other.kind === "money") return { by: "money" };
  if (one.kind === "date" && other.kind === "date") return { by: "plain" };
  if (one.kind === "datetime" && other.kind === "datetime") return { by: "plain" };
  if (ordered) return undefined;
  if (one.kind === "record" && other.kind === "record")
    return sameRecords(one.shape, other.shape) ? identityOf(one.shape, other.shape) : undefined;
  if (one.kind === "enum" && other.kind === "enum") return one.name === other.name ? { by: "plain" } : undefined;
  const textual = (type: Type) => type.kind === "text" || type.kind === "word";
  if ((textual(one) || one.kind === "enum") && (textual(other) || other.kind === "enum"))
    return comparableTexts(one, other) ? { by: "plain" } : undefined;
  if (one.kind === "list" && other.kind === "list" && join(one, other) !== undefined) return { by: "value" };
  return one.kind === other.kind && (one.kind === "bool" || one.kind === "file")
    ? { by: one.kind === "bool" ? "plain" : "value" }
    : undefined;
}

/** A word that belongs to no list is no text: `status == Draft` of a text field forgets the quotes. */
function comparableTexts(one: Type, other: Type): boolean {
  if (one.kind === "word" || other.kind === "word") return one.kind !== "text" && other.kind !== "text";
  return true;
}

function identityOf(left: Extract<Type, { kind: "record" }>["shape"], right: typeof left): Comparison {
  const field = (shape: typeof left): Field | undefined =>
    shape.identity === undefined ? undefined : shape.field(shape.identity);
  const [one, other] = [field(left), field(right)];
  return one === undefined || other === undefined ? { by: "value" } : { by: "identity", left: one, right: other };
}

function refuseComparison(env: Environment, expr: Binary, left: Term, right: Term, ordered: boolean): Term {
  const [one, other] = [present(left.type), present(right.type)];
  const hints: Hint[] = [
    ...conversionHints(one, other, written(env, expr.left)),
    ...conversionHints(other, one, written(env, expr.right)),
  ].slice(0, 2);
  const word = one.kind === "word" ? one : other.kind === "word" ? other : undefined;
  if (word !== undefined && (one.kind === "text" || other.kind === "text"))
    hints.unshift({ hint: "quote", text: word.words[0] ?? "" });
  const facts = { left: showType(one), right: showType(other) };
  return ordered
    ? faulty(env, "order-types", expr, facts, { hints })
    : faulty(env, "compare-types", expr, facts, { hints });
}

function warnOrder(env: Environment, term: Term): void {
  tell(env, "order-may-fail", term, { text: written(env, term) }, { severity: "warning" });
}

/** A comparison with a word that the conditions before have ruled out. */
function warnImpossible(env: Environment, expr: Binary, op: ComparisonOp, left: Term, right: Term): void {
  const [one, other] = [present(left.type), present(right.type)];
  if (one.kind !== "enum" || other.kind !== "enum") return;
  const [a, b] = [one.possible ?? one.members, other.possible ?? other.members];
  if (a.some((word) => b.includes(word))) return;
  tell(env, "condition-useless", expr, { text: written(env, expr), holds: op === "!=" }, { severity: "warning" });
}

export function checkIn(env: Environment, expr: Binary): Term {
  const of = checkOperand(env, expr.left);
  const place = { start: expr.start, end: expr.end };
  if (expr.right.kind !== "list") return checkInList(env, expr, of);
  const items = expr.right.items.map((item) => fitted(env, checkOperand(env, item, withAllMembers(of.type)), of.type));
  if (of.type.kind === "fault") return holeAt(expr);
  let how: Comparison = { by: "value" };
  for (const item of items) {
    if (item.type.kind === "fault") continue;
    const found = comparisonOf(of, item, false);
    if (found === undefined) {
      tell(
        env,
        "compare-types",
        item,
        { left: showType(present(of.type)), right: showType(present(item.type)) },
        { hints: conversionHints(item.type, of.type, written(env, item)) },
      );
      return holeAt(expr);
    }
    how = found;
  }
  return { op: "member", of, items, how, type: BOOL, ...place };
}

function checkInList(env: Environment, expr: Binary, of: Term): Term {
  const list = checkOperand(env, expr.right);
  const type = present(list.type);
  if (type.kind === "fault" || of.type.kind === "fault") return holeAt(expr);
  if (type.kind !== "list" && type.kind !== "unknown")
    return faulty(env, "in-needs-list", expr.right, { found: showType(type), text: written(env, expr.right) });
  const item: Term = { ...holeAt(expr.right), type: type.kind === "list" ? type.of : type };
  const how = comparisonOf(of, item, false);
  if (how === undefined)
    return faulty(env, "compare-types", expr, {
      left: showType(present(of.type)),
      right: showType(present(item.type)),
    });
  return { op: "member", of, items: list, how, type: BOOL, start: expr.start, end: expr.end };
}
