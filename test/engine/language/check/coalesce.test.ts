import { describe, expect, it } from "vitest";
import { verdict } from "./verdict.ts";

describe("`left ?? right`", () => {
  it.each([
    ["number ?? 0", "a whole number"],
    ["notes ?? orderNumber", "a text that may be absent"],
    ["overdueInterest ?? 1", "a number"],
    // A text may be blank and a list empty.
    ['customer.name ?? "nobody"', "a text"],
    ["notes ?? omit", "a text that may be absent"],
  ])("%s is %s", (text, type) => {
    expect(verdict(text)).toBe(type);
  });

  it.each([
    ["date ?? dueDate", "coalesce-useless at date"],
    ["number ?? notes", "branches-differ at notes"],
    ["omit ?? notes ?? 1", "branches-differ at 1"],
  ])("%s is not right: %s", (text, said) => {
    expect(verdict(text)).toBe(said);
  });
});
