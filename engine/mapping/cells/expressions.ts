import { checkExpression, checkTemplate, type Typed } from "../../language/check/check.ts";
import type { Expr } from "../../language/syntax/ast.ts";
import { type LocatedText, locatedText } from "../../language/syntax/located-text.ts";
import { parseExpression, parseTemplate } from "../../language/syntax/parse.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { Type } from "../../language/types/type.ts";
import type { Report } from "../../source/diagnostic.ts";
import type { YamlNode, YamlScalar } from "../../source/yaml-tree.ts";
import { scalarOf } from "../context/keys.ts";

/** A cell that has been parsed, not checked yet: quotes mean text, plain and block scalars mean an expression. */
export interface Parsed {
  readonly text: LocatedText;
  readonly expr: Expr;
  readonly node: YamlScalar;
  readonly isText: boolean;
}

/** Parses one value of a mapping file; undefined, and reported, where it is not one value. */
export function parseCell(node: YamlNode, what: string, report: Report, isText = false): Parsed | undefined {
  const scalar = scalarOf(node, what, report);
  if (scalar === undefined) return undefined;
  const text = locatedText(scalar);
  const quoted = isText || scalar.style === "double" || scalar.style === "single";
  return {
    text,
    node: scalar,
    isText: quoted,
    expr: quoted ? parseTemplate(text, report) : parseExpression(text, report),
  };
}

export interface CheckingOptions {
  readonly scope: Scope;
  readonly expected?: Type;
  readonly role?: "value" | "condition";
  readonly report: Report;
}

/** Checks a parsed cell in a scope. */
export function checkCell(parsed: Parsed, options: CheckingOptions): Typed {
  const { text, expr } = parsed;
  if (expr.kind === "template") return checkTemplate(expr, { text, ...options });
  return checkExpression(expr, { text, ...options });
}

/** Parses and checks in one go. */
export function expressionOf(node: YamlNode, what: string, options: CheckingOptions): Typed | undefined {
  const parsed = parseCell(node, what, options.report);
  return parsed === undefined ? undefined : checkCell(parsed, options);
}

/** Parses and checks a condition, which no quotes may make a text. */
export function conditionOf(node: YamlNode, what: string, options: Omit<CheckingOptions, "role">): Typed | undefined {
  const parsed = parseCell(node, what, options.report);
  if (parsed === undefined) return undefined;
  if (parsed.isText) return void options.report("condition-quoted", parsed.node.span, { what });
  return checkCell(parsed, { ...options, role: "condition" });
}
