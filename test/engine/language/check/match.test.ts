import { describe, expect, it } from "vitest";
import { verdict } from "./verdict.ts";

describe("`match`", () => {
  it.each([
    ["match row.category { Hours => 1, ProjectFees | Travels => 2 }", "a whole number"],
    ["match row.category { Hours => 1, _ => 2.5 }", "a number"],
    ["match isCreditNote { true => 1, false => 2 }", "a whole number"],
    ['match customer.name { "a" => 1, _ => 2 }', "a whole number"],
    // Nothing matches what is absent but the rest.
    ['match notes { "a" => 1, _ => 2 }', "a whole number"],
    ["match number { 1 => 1, _ => 2 }", "a whole number"],
  ])("%s is %s", (text, type) => {
    expect(verdict(text)).toBe(type);
  });

  it.each([
    ["match row.category { Hours => 1, Travels => 2 }", "match-missing at row.category"],
    ['match customer.name { "a" => 1 }', "match-rest-missing at }"],
    ["match row.category { Hour => 1, _ => 2 }", "word-unknown at Hour"],
    ["match row.category { Hours | Hours => 1, _ => 2 }", "match-arm-twice at Hours"],
    ["match row.category { _ => 1, Hours => 2 }", "match-arm-unreachable at Hours => 2"],
    ["match customer.name { a => 1, _ => 2 }", "type-differs at a"],
    ["match row.net { 1 => 1, _ => 2 }", "match-type at row.net"],
    ['match row.category { Hours => 1, _ => "a" }', 'branches-differ at "a"'],
  ])("%s is not right: %s", (text, said) => {
    expect(verdict(text)).toBe(said);
  });

  it("proves its subject in each arm", () => {
    expect(verdict("match number { 1 => number + 1, _ => 0 }")).toBe("a whole number");
    expect(verdict("match number { 1 => 0, _ => number + 1 }")).toBe("may-be-absent at number");
    expect(
      verdict("match row.category { Hours => 1, _ => match row.category { ProjectFees => 2, Travels => 3 } }"),
    ).toBe("a whole number");
  });
});
