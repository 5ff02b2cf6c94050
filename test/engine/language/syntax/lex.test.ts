import { describe, expect, it } from "vitest";
import { lexAny, usualTokens } from "../../../../engine/language/syntax/lex.ts";
import { expectAtOnce, overAndOver } from "../../../attack.ts";
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

describe("a cell of 50,000 letters is split at once", () => {
  it.each([" ", "# ", "'", "\\'", '"', '\\"', "a", "1", "1.", "=", "!"])("of %j", (piece) => {
    for (const before of ["", "'", '"'])
      for (const behind of ["", "=", "&&", "'", "!", '"'])
        expectAtOnce(() => usualTokens(before + overAndOver(piece) + behind));
  });

  it.each(["\\'", "'\\", '\\"'])("%j, which opens what is never closed", (piece) => {
    for (const before of ["", "'", '"']) expectAtOnce(() => lexAny(before + overAndOver(piece)));
  });
});
