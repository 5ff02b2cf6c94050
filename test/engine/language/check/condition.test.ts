import { describe, expect, it } from "vitest";
import { verdict } from "./verdict.ts";

describe("conditions", () => {
  it.each([
    ["isCreditNote and notes", "true or false"],
    ["not notes", "true or false"],
    ["isCreditNote or rows", "true or false"],
    // What is true from here on needs no second proof, and what is false neither.
    ["number is present and number > 5", "true or false"],
    ["number is absent or number > 5", "true or false"],
    ["number + 1 if number is present else 0", "a whole number"],
    ["0 if number is absent else number + 1", "a whole number"],
  ])("%s is %s", (text, type) => {
    expect(verdict(text)).toBe(type);
  });

  it.each([
    ["not row.quantity", "condition-number at row.quantity"],
    ["not row.net", "condition-number at row.net"],
    ["isCreditNote and Hours", "condition-type at Hours"],
    ["not customer", "condition-always at customer"],
    ["number is present or number > 5", "order-may-fail at number"],
  ])("%s is not right: %s", (text, said) => {
    expect(verdict(text)).toBe(said);
  });
});

describe("`value if condition else otherwise`", () => {
  it.each([
    ["1 if isCreditNote else 2.5", "a number"],
    ["1 if isCreditNote else omit", "a whole number that may be absent"],
    ["notes if isCreditNote else customer.name", "a text that may be absent"],
  ])("%s is %s", (text, type) => {
    expect(verdict(text)).toBe(type);
  });

  it("needs its `else`, and branches that go together", () => {
    expect(verdict("1 if isCreditNote")).toBe("else-missing at ");
    expect(verdict('1 if isCreditNote else "a"')).toBe('branches-differ at "a"');
  });
});
