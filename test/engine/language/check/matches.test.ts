import { describe, expect, it } from "vitest";
import { verdict } from "./verdict.ts";

describe("`matches`", () => {
  it.each(['notes matches "^[0-9]+$"', 'customer.name matches "^\\p{Lu}"', 'notes matches "(ab)+c"'])(
    "%s can be asked",
    (text) => {
      expect(verdict(text)).toBe("true or false");
    },
  );

  it.each([
    ['number matches "1"', "matches-type at number"],
    ['notes matches "("', 'pattern-invalid at "("'],
    ['notes matches "(a+)+"', 'pattern-slow at "(a+)+"'],
    ['notes matches "(a|b)*c"', 'pattern-slow at "(a|b)*c"'],
    ["notes matches", "pattern-missing at matches"],
  ])("%s is refused: %s", (text, refused) => {
    expect(verdict(text)).toBe(refused);
  });
});
