import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Expr } from "../../../../engine/language/syntax/ast.ts";
import { parseExpression } from "../../../../engine/language/syntax/parse.ts";
import { printExpression } from "../../../../engine/language/syntax/print.ts";
import { located } from "../fixture.ts";

const place = { start: 0, end: 0 };
const name = fc.constantFrom("customer", "rows", "settings", "EMAIL", "Åke", "x1", "by", "is");
const words = fc.string({ maxLength: 8 });

/** Trees as the parser makes them; places do not matter. */
const { expression } = fc.letrec<{ expression: Expr; leaf: Expr }>((tie) => ({
  leaf: fc.oneof(
    name.map((each): Expr => ({ kind: "name", name: each, ...place })),
    words.map((value): Expr => ({ kind: "text", value, ...place })),
    fc.nat(99_999).map((value): Expr => ({ kind: "number", value, text: String(value), ...place })),
    fc.constantFrom<Expr>(
      { kind: "bool", value: true, ...place },
      { kind: "date", value: "2026-01-31", ...place },
      { kind: "nothing", word: "omit", ...place },
    ),
  ),
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("leaf"),
    fc
      .tuple(tie("expression"), name)
      .map(([of, field]): Expr => ({ kind: "field", of, name: field, nameStart: 0, ...place })),
    fc.tuple(tie("expression"), tie("expression")).map(([of, key]): Expr => ({ kind: "index", of, key, ...place })),
    fc
      .tuple(name, fc.array(tie("expression"), { maxLength: 3 }))
      .map(([each, args]): Expr => ({ kind: "call", name: each, args, ...place })),
    fc
      .tuple(tie("expression"), fc.constantFrom("-" as const, "not" as const))
      .map(([of, op]): Expr => ({ kind: "unary", op, of, ...place })),
    fc
      .tuple(
        tie("expression"),
        tie("expression"),
        fc.constantFrom("+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">=", "and", "or", "??", "in"),
      )
      .map(([left, right, op]): Expr => ({ kind: "binary", op: op as "+", left, right, opStart: 0, ...place })),
    fc
      .tuple(tie("expression"), fc.boolean())
      .map(([of, not]): Expr => ({ kind: "is", of, not, what: "present", whatStart: 0, ...place })),
    tie("expression").map(
      (of): Expr => ({ kind: "matches", of, pattern: '^"\\d+$', patternStart: 0, patternEnd: 0, ...place }),
    ),
    fc.array(tie("expression"), { maxLength: 3 }).map((items): Expr => ({ kind: "list", items, ...place })),
    fc
      .tuple(tie("expression"), tie("expression"), tie("expression"))
      .map(([value, condition, otherwise]): Expr => ({ kind: "conditional", value, condition, otherwise, ...place })),
    fc.tuple(tie("expression"), fc.array(fc.tuple(name, tie("expression")), { minLength: 1, maxLength: 3 })).map(
      ([subject, arms]): Expr => ({
        kind: "match",
        subject,
        arms: arms.map(([word, value]) => ({ patterns: [{ kind: "word", word, ...place }], value, ...place })),
        ...place,
      }),
    ),
    fc.tuple(name, tie("expression"), name, tie("expression"), fc.option(tie("expression"), { nil: undefined })).map(
      ([called, value, item, list, condition]): Expr => ({
        kind: "call",
        name: called,
        args: [{ kind: "generator", value, name: item, nameStart: 0, list, condition, by: undefined, ...place }],
        ...place,
      }),
    ),
  ),
}));

function withoutPlaces(expr: Expr): unknown {
  return JSON.parse(JSON.stringify(expr, (key, value) => (/^(start|end)$|Start$|End$/.test(key) ? undefined : value)));
}

function readAgain(text: string): { readonly expr: Expr; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const expr = parseExpression(located(text), (code) => faults.push(code));
  return { expr, faults };
}

describe("the canonical text", () => {
  it("reads again as the same expression, on one line and on several", () => {
    fc.assert(
      fc.property(expression, fc.constantFrom(20, 10_000), (expr, width) => {
        const text = printExpression(expr, { width });
        const again = readAgain(text);
        expect(again.faults, text).toEqual([]);
        expect(withoutPlaces(again.expr), text).toEqual(withoutPlaces(expr));
      }),
      { numRuns: 500 },
    );
  });

  it("is reached in one step", () => {
    fc.assert(
      fc.property(expression, (expr) => {
        const text = printExpression(expr);
        expect(printExpression(readAgain(text).expr)).toBe(text);
      }),
    );
  });

  it("breaks a long chain case by case", () => {
    const { expr } = readAgain(
      "ELECTRONIC_INVOICE if customer.eInvoiceAddress else EMAIL if settings.email and (receiverContactEmail ?? customer.email) else MAIL",
    );
    expect(printExpression(expr)).toBe(
      [
        "ELECTRONIC_INVOICE      if customer.eInvoiceAddress",
        "else EMAIL              if settings.email and receiverContactEmail ?? customer.email",
        "else MAIL",
      ].join("\n"),
    );
  });
});

describe("any text at all", () => {
  it("is read without an exception", () => {
    const pieces = fc.constantFrom(
      "if",
      "else",
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "=>",
      "|",
      ",",
      ".",
      "not",
      "-",
      "??",
      "a",
      "match",
      '"',
      "x y",
      "==",
      "in",
      "for",
      "is",
      "1",
      "#",
      "\n",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(" ")),
        ),
        (text) => void readAgain(text),
      ),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["parentheses", "(".repeat(9_000)],
    ["minus signs", "-".repeat(9_000)],
    ["else chains", `1${" if a else 1".repeat(800)}`],
    ["sums", `1${" + 1".repeat(2_400)}`],
    ["dots", `a${".a".repeat(4_900)}`],
    ["length", "a".repeat(10_001)],
  ])("%s do not exhaust the stack", (_, text) => {
    expect(
      readAgain(text).faults.some((code) => code === "expression-too-deep" || code === "expression-too-long"),
    ).toBe(true);
  });
});
