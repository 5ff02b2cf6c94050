import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Expr } from "../../../../engine/language/syntax/ast.ts";
import { ExpressionParser } from "../../../../engine/language/syntax/grammar.ts";
import { lexAny, usualTokens } from "../../../../engine/language/syntax/lex.ts";
import { parseAnyExpression } from "../../../../engine/language/syntax/parse.ts";
import { plainExpression } from "../../../../engine/language/syntax/plain-expression.ts";
import { readYaml } from "../../../../engine/source/read-yaml.ts";
import type { YamlNode } from "../../../../engine/source/yaml-tree.ts";
import { located } from "../fixture.ts";

const root = join(import.meta.dirname, "../../../..");

/** Every scalar of the project's YAML: most of those of mappings are expressions, and the others read as some. */
const written = [
  ...new Set(
    globSync("{mappings,test/golden}/**/*.yaml", { cwd: root }).flatMap((path) => {
      const tree = readYaml({ path, text: readFileSync(join(root, path), "utf8") }, () => {});
      return tree === undefined ? [] : scalarsOf(tree);
    }),
  ),
].filter((text) => text.length < 1000);

function scalarsOf(node: YamlNode): string[] {
  if (node.kind === "scalar") return [node.text];
  if (node.kind === "list") return node.items.flatMap(scalarsOf);
  return node.entries.flatMap(({ value }) => scalarsOf(value));
}

const words = "if else and or not is matches match in for by true false omit empty null a Åke ɏ1 _ x_1 EMAIL iff nota";
const signs = "=> == != <= >= < > ?? + - * / . , | ( ) [ ] { } === !== <> && || ?. = ! ? ' \" & ; @ € #";
const others = [
  "2026-01-31",
  '#"x"',
  "2026-01-311",
  "12026-01-31",
  "1",
  "1.5",
  "1.",
  ".5",
  '"x"',
  '"\\""',
  '"a {b} c"',
  "'y'",
];
const blanks = ["", "", " ", " ", "  ", "\n", "\t", " # c\n", "#", "\u00a0"];
const piece = fc.constantFrom(...words.split(" "), ...signs.split(" "), ...others);
const soup = fc
  .array(fc.tuple(piece, fc.constantFrom(...blanks)), { maxLength: 9 })
  .map((parts) => parts.flat().join(""));
/** A text of the project that somebody changed in one place. */
const changed = fc
  .tuple(fc.constantFrom(...written), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(3), piece)
  .map(([text, from, cut, put]) => {
    const at = Math.floor(from * text.length);
    return text.slice(0, at) + put + text.slice(at + cut);
  });
const texts = fc.oneof(fc.constantFrom(...written), changed, soup);

/** How many of the texts were read the quick way; each of them as the other way reads it. */
function counted(agree: (text: string) => boolean): number {
  let quick = written.filter(agree).length;
  fc.assert(
    fc.property(texts, (text) => {
      if (agree(text)) quick++;
    }),
    { numRuns: 6000 },
  );
  return quick;
}

describe("what is read without Chevrotain's lexer", () => {
  it("has the same tokens in the same places", () => {
    const quick = counted((text) => {
      const tokens = usualTokens(text);
      if (tokens === undefined) return false;
      expect({ text, ...summed(lexAny(text)) }).toEqual({ text, ...summed({ tokens, errors: [] }) });
      return true;
    });
    expect(quick).toBeGreaterThan(3000);
  });

  function summed({ tokens, errors }: Pick<ReturnType<typeof lexAny>, "tokens" | "errors">): object {
    return {
      tokens: tokens.map(({ image, startOffset, tokenType, tokenTypeIdx }) => [
        image,
        startOffset,
        tokenType.name,
        tokenTypeIdx,
      ]),
      errors: errors.length,
    };
  }
});

describe("what is read without the parser", () => {
  it("is what the parser reads, without a fault", () => {
    const quick = counted((text) => {
      const expr = plainExpression(text);
      if (expr === undefined) return false;
      const faults: string[] = [];
      const parsed = parseAnyExpression(located(text), (code) => void faults.push(code));
      expect({ text, faults, expr: parsed }).toEqual({ text, faults: [], expr });
      return true;
    });
    expect(quick).toBeGreaterThan(1000);
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
