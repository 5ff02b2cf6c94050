import { parseDate } from "../../value/date.ts";
import { isInteger } from "../../value/decimal.ts";
import type { Literal } from "../syntax/ast.ts";
import type { Term } from "../types/term.ts";
import type { Type } from "../types/type.ts";
import { BOOL, DATE, DECIMAL, INTEGER, present } from "../types/type-relations.ts";
import { constant, type Environment, faulty, holeAt, tell } from "./environment.ts";

/** A bool, a number, a date, or a quoted text, which may be a word of the list that is expected. */
export function checkLiteral(env: Environment, expr: Literal, expected: Type | undefined): Term {
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
      return checkText(env, expr, expected);
  }
}

/** A quoted text is a word where a list of words is expected and has it. */
function checkText(env: Environment, expr: Extract<Literal, { kind: "text" }>, expected: Type | undefined): Term {
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
      { hints: [{ hint: "no-quotes", date: value }] },
    );
    return holeAt(expr);
  }
  return constant(expr, value, { kind: "text", maxLength: value.length, literals: [value] });
}
