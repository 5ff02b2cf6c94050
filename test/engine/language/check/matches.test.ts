import { describe, expect, it } from "vitest";
import { verdict } from "./verdict.ts";

describe("`matches`", () => {
  it.each([
    'notes matches "^[0-9]+$"',
    'customer.name matches "^\\p{Lu}"',
    'notes matches "(ab)+c"',
    // Slow for engines that go back, and right all the same.
    'notes matches "^[0-9]+(,[0-9]+)*$"',
    'notes matches "^((a)+)+$"',
    'notes matches "^((a|b)|a)*$"',
    'notes matches "^(a+){20}$"',
    'notes matches ".*.*.*=.*"',
  ])("%s can be asked", (text) => {
    expect(verdict(text)).toBe("true or false");
  });

  it.each([
    ['number matches "1"', "matches-type at number"],
    ['notes matches "("', "pattern-invalid at ("],
    ['notes matches "a(?!b)"', "pattern-invalid at (?!"],
    ['notes matches "(?<=a)b"', "pattern-invalid at (?<="],
    ['notes matches "\\"(a)\\" \\1"', "pattern-invalid at \\1"],
    ['notes matches "(?<x>a)\\k<x>"', "pattern-invalid at \\k<x>"],
    ["notes matches", "pattern-missing at matches"],
  ])("%s is refused: %s", (text, refused) => {
    expect(verdict(text)).toBe(refused);
  });
});
