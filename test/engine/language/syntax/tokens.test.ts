import { describe, expect, it } from "vitest";
import { lexAny } from "../../../../engine/language/syntax/lex.ts";
import { FOREIGN, isName, KEYWORDS, SIGNS, writtenAs } from "../../../../engine/language/syntax/tokens.ts";

const typesIn = (text: string) => lexAny(text).tokens.map(({ tokenType }) => tokenType);

describe("the tokens", () => {
  it("are read as the longest that stands there", () => {
    for (const type of [...KEYWORDS, ...SIGNS, ...FOREIGN.keys()].filter((one) => typeof one.PATTERN === "string")) {
      expect(typesIn(writtenAs(type)), writtenAs(type)).toEqual([type]);
    }
  });

  it("of keywords begin no longer name", () => {
    for (const keyword of KEYWORDS) {
      const [type, ...more] = typesIn(`${writtenAs(keyword)}X`);
      expect([type?.name, more.length], writtenAs(keyword)).toEqual(["Identifier", 0]);
    }
  });

  it("that may be names where none is meant are `is`, `matches`, `for` and `by`", () => {
    expect(KEYWORDS.filter(isName).map(writtenAs)).toEqual(["is", "matches", "for", "by"]);
  });
});
