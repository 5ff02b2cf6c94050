import { describe, expect, it } from "vitest";
import { lexAny, usualTokens } from "../../../../engine/language/syntax/lex.ts";
import { counted } from "./any-text.ts";

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
