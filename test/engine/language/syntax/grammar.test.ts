import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { IToken } from "chevrotain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { childrenOf, type Expr } from "../../../../engine/language/syntax/ast.ts";
import { ExpressionParser } from "../../../../engine/language/syntax/grammar.ts";
import { lexAny } from "../../../../engine/language/syntax/lex.ts";
import { FOREIGN_SIGNS, KEYWORDS, SIGNS, writtenAs } from "../../../../engine/language/syntax/tokens.ts";
import { blocksOf, root } from "../../../docs/markdown.ts";
import { anyExpression } from "./any-expression.ts";
import { counted } from "./any-text.ts";
import { printExpression } from "./print-expression.ts";
import { namesIn, productionLines, readProductions, recognises, TERMINALS } from "./productions.ts";

const lines = productionLines(readFileSync(join(root, "engine/language/syntax/grammar.ts"), "utf8"));
const productions = readProductions(lines);

describe("the grammar", () => {
  it("is unambiguous with one token of lookahead", () => {
    // The constructor throws what Chevrotain's own validations find; the shipped parser skips them to start sooner.
    expect(() => new ExpressionParser(false)).not.toThrow();
  });

  it("stands on the page of the language as above the code that reads it", () => {
    const [page] = blocksOf("docs/language.md").filter(({ language }) => language === "grammar");
    expect(page?.text).toBe(`${lines.join("\n")}\n`);
  });

  it("explains every name that it uses, and uses every one that it explains", () => {
    const used = new Set([...productions.values()].flatMap(namesIn));
    expect([...used].filter((name) => !productions.has(name) && !Object.hasOwn(TERMINALS, name))).toEqual([]);
    expect([...productions.keys()].filter((name) => !used.has(name))).toEqual(["Expression"]);
  });
});

describe("the parser takes what the grammar makes and nothing else", () => {
  const parser = new ExpressionParser(true, false);
  const words = [...KEYWORDS, ...SIGNS, ...FOREIGN_SIGNS].map(writtenAs);
  const pieces = fc.constantFrom(...words, "a", "_", "f", "1", "2.5", "2026-01-31", '"x"', "a.b", "f(x)", "else 1");
  const written = anyExpression.map((expr) => printExpression(expr, { width: 10_000 }));

  function agrees(tokens: IToken[]): boolean {
    const grammatical = recognises(productions, "Expression", tokens);
    expect({ text: tokens.map(({ image }) => image).join(" "), taken: takes(tokens) }).toEqual({
      text: tokens.map(({ image }) => image).join(" "),
      taken: grammatical,
    });
    return grammatical;
  }

  function takes(tokens: IToken[]): boolean {
    parser.input = tokens;
    parser.faults = [];
    const expr = parser.root();
    // Of a name in parentheses the parser does not know the parentheses any more, and calls it.
    const calledGroup = tokens.some(({ image }, index) => image === ")" && tokens[index + 1]?.image === "(");
    return parser.faults.length + parser.errors.length === 0 && isWhole(expr) && !calledGroup;
  }

  /** A condition without `else` is left to the checker. */
  function isWhole(expr: Expr): boolean {
    if (expr.kind === "conditional" && expr.otherwise === undefined) return false;
    return childrenOf(expr).every(isWhole);
  }

  it("of expressions as they are written", () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(agrees(lexAny(text).tokens)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("of expressions that somebody changed in one place", () => {
    let grammatical = 0;
    const changed = fc.tuple(written, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(2), fc.option(pieces));
    fc.assert(
      fc.property(changed, ([text, from, cut, put]) => {
        const images = lexAny(text).tokens.map(({ image }) => image);
        images.splice(Math.floor(from * images.length), cut, ...(put === null ? [] : [put]));
        if (agrees(lexAny(images.join(" ")).tokens)) grammatical++;
      }),
      { numRuns: 2500 },
    );
    expect(grammatical).toBeGreaterThan(250);
  });

  it("of any pieces in a row", () => {
    let grammatical = 0;
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 8 }), (images) => {
        if (agrees(lexAny(images.join(" ")).tokens)) grammatical++;
      }),
      { numRuns: 2500 },
    );
    expect(grammatical).toBeGreaterThan(25);
  });
});

describe("the parser that does not recover", () => {
  const strict = new ExpressionParser(true, false);
  const tolerant = new ExpressionParser(true);
  const read = (parser: ExpressionParser, text: string): { expr: Expr | undefined; faults: number } => {
    parser.input = lexAny(text).tokens;
    parser.faults = [];
    const expr = parser.root();
    return { expr, faults: parser.faults.length + parser.errors.length };
  };

  it("reads what is right as the one that recovers", () => {
    const right = counted((text) => {
      const once = read(strict, text);
      if (once.faults > 0) return false;
      expect({ text, ...read(tolerant, text) }).toEqual({ text, ...once });
      return true;
    });
    expect(right).toBeGreaterThan(1500);
  });

  it("finds a fault wherever the other one does", () => {
    counted((text) => {
      expect({ text, fault: read(strict, text).faults > 0 }).toEqual({ text, fault: read(tolerant, text).faults > 0 });
      return true;
    });
  });
});
