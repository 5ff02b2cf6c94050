import { childrenOf, type Expr, type LookupExpr } from "../language/ast.ts";
import { checkExpression, checkLookup, checkTemplate, showType, type Typed } from "../language/check.ts";
import { type LocatedText, locatedText } from "../language/located-text.ts";
import { parseExpression, parseLookup, parseTemplate } from "../language/parse.ts";
import type { Scope } from "../language/scope.ts";
import type { Field, Shape, Type } from "../language/type.ts";
import type { Report } from "../source/diagnostic.ts";
import type { YamlNode, YamlScalar } from "../source/yaml-tree.ts";
import { type Context, kindNamed, kindNames } from "./context.ts";
import { scalarOf } from "./keys.ts";
import type { KindUse } from "./typed.ts";

/** A cell that has been parsed, not checked yet: quotes mean text, plain and block scalars mean an expression. */
export interface Parsed {
  readonly text: LocatedText;
  readonly expr: Expr;
  readonly node: YamlScalar;
  readonly isText: boolean;
}

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

export function conditionOf(node: YamlNode, what: string, options: Omit<CheckingOptions, "role">): Typed | undefined {
  const parsed = parseCell(node, what, options.report);
  if (parsed === undefined) return undefined;
  if (parsed.isText) return void options.report("condition-quoted", parsed.node.span, { what });
  return checkCell(parsed, { ...options, role: "condition" });
}

export interface ParsedLookup {
  readonly text: LocatedText;
  readonly lookup: LookupExpr;
}

export function parseLookupCell(node: YamlNode, what: string, report: Report): ParsedLookup | undefined {
  const scalar = scalarOf(node, what, report);
  if (scalar === undefined) return undefined;
  const text = locatedText(scalar);
  return { text, lookup: parseLookup(text, report) };
}

export function checkLookupCell(context: Context, parsed: ParsedLookup, scope: Scope): Typed {
  const span = parsed.text.span(0, parsed.text.text.length);
  const silent: Context = { ...context, report: () => {} };
  const { lookup } = parsed;
  if (lookup.kind === "linked") context.used.registers.add(lookup.register);
  const flows = [...context.flows.values()];
  return checkLookup(lookup, {
    text: parsed.text,
    scope,
    report: context.report,
    kinds: (name) => {
      const kind = kindNamed(silent, name, span);
      return kind === undefined ? undefined : { shape: kind.shape, id: kind.schema.id, filters: kind.schema.filters };
    },
    kindNames: kindNames(context),
    registers: (name) => linkedKind(context, name, lookup, parsed.text, scope),
    registerNames: flows.filter((flow) => flow.kind !== "document" && flow.kind !== "follow").map((flow) => flow.name),
    // What a document gives is made by the floor above, once the documents can be run.
    documents: (name) => (context.flows.get(name)?.kind === "document" ? { evaluate: () => undefined } : undefined),
    documentNames: flows.filter((flow) => flow.kind === "document").map((flow) => flow.name),
  });
}

/** The other side's record of what a register or transfer links: by the kind asked with, else away from the flow's own side. */
function linkedKind(
  context: Context,
  name: string,
  lookup: LookupExpr,
  text: LocatedText,
  scope: Scope,
): { readonly shape: Shape } | undefined {
  const head = context.flows.get(name);
  if (head === undefined || head.kind === "document" || head.kind === "follow" || lookup.kind !== "linked")
    return undefined;
  const sides =
    head.kind === "two-way register"
      ? head.sides
      : [[head.from], [head.to]].map((kinds) => kinds.filter((kind) => kind !== undefined));
  const { type } = checkExpression(lookup.of, { text, scope, report: () => {} });
  const asked = type.kind === "optional" ? type.of : type;
  const kind = asked.kind === "record" ? asked.shape.kind : undefined;
  const own =
    kind === undefined
      ? sides.find((kinds) => kinds.some((use) => use.side === context.fromSide))
      : sides.find((kinds) => kinds.some((use) => use.schema.name === kind));
  const [first, ...others] = sides.find((kinds) => kinds !== own) ?? [];
  return first === undefined || others.length === 0 ? first : { shape: eitherShape([first, ...others]) };
}

/** A record of one of several kinds: it has the fields that all of them have, with one type. */
function eitherShape(kinds: readonly [KindUse, ...KindUse[]]): Shape {
  const [first, ...others] = kinds.map((kind) => kind.shape) as [Shape, ...Shape[]];
  const shared = (name: string): Field | undefined => {
    const field = first.field(name);
    if (field === undefined) return undefined;
    const type = showType(field.type);
    return others.every((shape) => showType(shape.field(name)?.type ?? { kind: "fault" }) === type) ? field : undefined;
  };
  const identity = others.every((shape) => shape.identity === first.identity) ? first.identity : undefined;
  return {
    name: kinds.map((kind) => kind.name).join(" or "),
    ...(identity === undefined ? {} : { identity }),
    field: shared,
    names: () => first.names().filter((name) => shared(name) !== undefined),
  };
}

/** All names an expression mentions, those of its own generators included. */
export function namesIn(expr: Expr, into: Set<string> = new Set()): Set<string> {
  if (expr.kind === "name") into.add(expr.name);
  for (const child of childrenOf(expr)) namesIn(child, into);
  return into;
}

/** The names that a checked cell mentions. */
export function namesInTyped({ expr }: Typed, into: Set<string>): void {
  if (expr.kind !== "records" && expr.kind !== "linked" && expr.kind !== "document") namesIn(expr, into);
}

export function namesInLookup(lookup: LookupExpr): Set<string> {
  if (lookup.kind === "records" && lookup.by !== undefined) return namesIn(lookup.by);
  return lookup.kind === "linked" ? namesIn(lookup.of) : new Set();
}
