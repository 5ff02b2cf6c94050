import type { Expr, TemplateText } from "../syntax/ast.ts";
import { showType } from "../types/show-type.ts";
import type { Term } from "../types/term.ts";
import { isNumber, present, TEXT } from "../types/type-relations.ts";
import { checkOperand, type Environment, tell } from "./environment.ts";

/** A text with holes: always a text, whatever stands in them. */
export function checkTemplateText(env: Environment, expr: TemplateText): Term {
  const parts = expr.parts.map((part) => (typeof part === "string" ? part : checkHole(env, part)));
  return { op: "template", parts, type: TEXT, start: expr.start, end: expr.end };
}

/** What can stand in a text: texts, words, numbers, dates and money. */
function checkHole(env: Environment, expr: Expr): Term {
  const term = checkOperand(env, expr);
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
