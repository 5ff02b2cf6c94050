import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Expr } from "../../../../engine/language/syntax/ast.ts";
import { parseExpression } from "../../../../engine/language/syntax/parse.ts";
import { located } from "../fixture.ts";
import { anyExpression } from "./any-expression.ts";
import { printExpression } from "./print-expression.ts";

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
      fc.property(anyExpression, fc.constantFrom(20, 10_000), (expr, width) => {
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
      fc.property(anyExpression, (expr) => {
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
