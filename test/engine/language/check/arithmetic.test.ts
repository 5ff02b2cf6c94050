import { describe, expect, it } from "vitest";
import { verdict } from "./verdict.ts";

describe("arithmetic", () => {
  it.each([
    ["1 + 2", "a whole number"],
    ["1 / 2", "a number"],
    ["1 * 2.5", "a number"],
    ["row.net + row.unitPrice", "an amount of money"],
    ["row.net * row.quantity", "an amount of money"],
    ["row.quantity * row.net", "an amount of money"],
    ["row.net / 2", "an amount of money"],
    ["row.net / row.unitPrice", "a number"],
    ["-row.net", "an amount of money"],
    ["-2", "a whole number"],
  ])("%s is %s", (text, type) => {
    expect(verdict(text)).toBe(type);
  });

  it.each([
    ["row.net * row.net", "money-and-money at row.net * row.net"],
    ["row.net + 1", "money-and-number at row.net + 1"],
    ["1 / row.net", "money-and-number at 1 / row.net"],
    ['"a" + "b"', "text-plus at +"],
    ["date + 14", "arithmetic-type at date"],
    ["rows * 2", "arithmetic-type at rows"],
    ["-date", "arithmetic-type at date"],
    ["overdueInterest + 1", "may-be-absent at overdueInterest"],
    ["-overdueInterest", "may-be-absent at overdueInterest"],
    ["row.quantity / 0", "division-by-zero at row.quantity / 0"],
  ])("%s is refused: %s", (text, refused) => {
    expect(verdict(text)).toBe(refused);
  });
});
