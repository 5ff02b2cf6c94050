import type { Arm, Expr, Pattern } from "../../../../engine/language/syntax/ast.ts";
import { toText } from "../../../../engine/value/decimal.ts";

/** How tightly an expression holds together; a child that holds less gets parentheses. */
const LEVELS: Readonly<Record<string, number>> = {
  conditional: 1,
  or: 2,
  and: 3,
  not: 4,
  "==": 5,
  "!=": 5,
  "<": 5,
  "<=": 5,
  ">": 5,
  ">=": 5,
  in: 5,
  is: 5,
  matches: 5,
  "??": 6,
  "+": 7,
  "-": 7,
  "*": 8,
  "/": 8,
  negative: 9,
};
const TIGHTEST = 10;

/** The canonical text of an expression: reading it again gives an equal one. Comments are not part of an expression. */
export function printExpression(expr: Expr, options: { readonly width?: number } = {}): string {
  const { width = 100 } = options;
  const line = print(expr, 0);
  return line.length <= width ? line : printLong(expr, width);
}

function levelOf(expr: Expr): number {
  switch (expr.kind) {
    case "conditional":
      return 1;
    case "unary":
      return LEVELS[expr.op === "not" ? "not" : "negative"] ?? TIGHTEST;
    case "binary":
      return LEVELS[expr.op] ?? TIGHTEST;
    case "is":
    case "matches":
      return 5;
    case "number":
      return expr.text.startsWith("-") ? 9 : TIGHTEST;
    default:
      return TIGHTEST;
  }
}

/** In parentheses when it holds less tightly than its place asks. */
function print(expr: Expr, least: number): string {
  const text = plain(expr);
  return levelOf(expr) < least ? `(${text})` : text;
}

function plain(expr: Expr): string {
  switch (expr.kind) {
    case "hole":
      return "";
    case "bool":
      return String(expr.value);
    case "number":
      return expr.text;
    case "date":
      return expr.value;
    case "text":
      return quote(expr.value);
    case "template":
      return `"${expr.parts.map((part) => (typeof part === "string" ? inner(part) : `{${print(part, 0)}}`)).join("")}"`;
    case "nothing":
      return expr.word;
    case "name":
      return expr.name;
    case "candidate":
      return `.${expr.name}`;
    case "field":
      return `${print(expr.of, TIGHTEST)}.${expr.name}`;
    case "index":
      return `${print(expr.of, TIGHTEST)}[${print(expr.key, 0)}]`;
    case "call":
      return `${expr.name}(${expr.args.map((arg) => print(arg, 0)).join(", ")})`;
    case "list":
      return `[${expr.items.map((item) => print(item, 0)).join(", ")}]`;
    case "match":
      return `match ${print(expr.subject, 2)} { ${expr.arms.map(printArm).join(", ")} }`;
    default:
      return joined(expr);
  }
}

function joined(
  expr: Extract<Expr, { kind: "generator" | "unary" | "binary" | "is" | "matches" | "conditional" }>,
): string {
  switch (expr.kind) {
    case "generator": {
      const condition = expr.condition === undefined ? "" : ` if ${print(expr.condition, 2)}`;
      const by = expr.by === undefined ? "" : ` by ${print(expr.by, 2)}`;
      return `${print(expr.value, 0)} for ${expr.name} in ${print(expr.list, 2)}${condition}${by}`;
    }
    case "unary":
      return expr.op === "not" ? notText(expr) : `-${print(expr.of, expr.of.kind === "number" ? TIGHTEST : 9)}`;
    case "binary":
      return printBinary(expr);
    case "is":
      return `${print(expr.of, 6)} is ${expr.not ? "not " : ""}${expr.what}`;
    case "matches":
      return `${print(expr.of, 6)} matches "${expr.pattern.replaceAll('"', '\\"')}"`;
    case "conditional":
      return `${print(expr.value, 2)} if ${print(expr.condition, 2)}${expr.otherwise === undefined ? "" : ` else ${print(expr.otherwise, 1)}`}`;
  }
}

function notText(expr: Extract<Expr, { kind: "unary" }>): string {
  return `not ${print(expr.of, LEVELS["not"] ?? 4)}`;
}

/** Operators join to the left: the right side must hold more tightly. Comparisons do not join at all. */
function printBinary(expr: Extract<Expr, { kind: "binary" }>): string {
  const level = levelOf(expr);
  return `${print(expr.left, level === 5 ? 6 : level)} ${expr.op} ${print(expr.right, level + 1)}`;
}

function printArm(arm: Arm): string {
  return `${arm.patterns.map(printPattern).join(" | ")} => ${print(arm.value, 0)}`;
}

function printPattern(pattern: Pattern): string {
  switch (pattern.kind) {
    case "any":
      return "_";
    case "word":
      return pattern.word;
    case "hole":
      return "";
    case "number":
      return toText(pattern.value) === pattern.text ? toText(pattern.value) : pattern.text;
    case "bool":
      return String(pattern.value);
    case "text":
      return quote(pattern.value);
  }
}

function quote(text: string): string {
  return `"${inner(text)}"`;
}

const ESCAPED: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\t": "\\t",
  "{": "{{",
  "}": "}}",
};

function inner(text: string): string {
  return text.replace(/[\\"\n\t{}]/g, (character) => ESCAPED[character] ?? character);
}

/** Over several lines: one case, one arm or one condition a line. */
function printLong(expr: Expr, width: number): string {
  if (expr.kind === "conditional") return printChain(expr, width);
  if (expr.kind === "match") {
    const arms = alignedArms(expr.arms);
    return `match ${print(expr.subject, 2)} {\n${arms.map((arm) => `  ${arm}`).join(",\n")}\n}`;
  }
  if (expr.kind === "binary" && (expr.op === "and" || expr.op === "or")) {
    const level = levelOf(expr);
    return operands(expr, expr.op)
      .map((operand, index) => `${index === 0 ? "" : `${expr.op} `}${print(operand, index === 0 ? level : level + 1)}`)
      .join("\n");
  }
  if (expr.kind === "call") return printLongCall(expr);
  return print(expr, 0);
}

/** The values stand under each other, and so do their conditions. */
function printChain(expr: Expr, width: number): string {
  const links: { readonly value: string; readonly condition: string }[] = [];
  let rest: Expr | undefined = expr;
  while (rest?.kind === "conditional") {
    links.push({ value: print(rest.value, 2), condition: print(rest.condition, 2) });
    rest = rest.otherwise;
  }
  const widest = Math.max(...links.map((link) => link.value.length));
  const pad = widest <= width / 2 ? widest : 0;
  const lines = links.map(
    (link, index) =>
      `${index === 0 ? "" : "else "}${link.value.padEnd(index === 0 ? pad + 5 : pad)} if ${link.condition}`,
  );
  return [...lines, ...(rest === undefined ? [] : [`else ${print(rest, 1)}`])].join("\n");
}

function operands(expr: Expr, op: "and" | "or"): readonly Expr[] {
  return expr.kind === "binary" && expr.op === op ? [...operands(expr.left, op), expr.right] : [expr];
}

function alignedArms(arms: readonly Arm[]): readonly string[] {
  const patterns = arms.map((arm) => arm.patterns.map(printPattern).join(" | "));
  const widest = Math.max(...patterns.map((pattern) => pattern.length));
  return arms.map((arm, index) => `${(patterns[index] ?? "").padEnd(widest)} => ${print(arm.value, 0)}`);
}

function printLongCall(expr: Extract<Expr, { kind: "call" }>): string {
  const indent = " ".repeat(expr.name.length + 1);
  return `${expr.name}(${expr.args.map((arg) => print(arg, 0)).join(`,\n${indent}`)})`;
}
