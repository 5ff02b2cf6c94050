import { describe, expect, it } from "vitest";
import { ExpressionParser } from "../../../../engine/language/syntax/grammar.ts";

describe("the grammar", () => {
  it("is unambiguous with one token of lookahead", () => {
    // The constructor throws what Chevrotain's own validations find; the shipped parser skips them to start sooner.
    expect(() => new ExpressionParser(false)).not.toThrow();
  });
});
