import { describe, expect, it } from "vitest";
import { verdict } from "./verdict.ts";

describe("`is`", () => {
  it.each([
    "notes is present",
    "notes is not absent",
    "notes is integer",
    "number is decimal",
    "customer.name is absent",
  ])("%s can be asked", (text) => {
    expect(verdict(text)).toBe("true or false");
  });

  it.each([
    ["notes is presnt", "test-unknown at presnt"],
    ["notes is null", "test-unknown at null"],
    ["date is present", "condition-useless at date is present"],
    ["date is email", "is-type at date"],
    ["row.quantity is iban", "is-type at row.quantity"],
    ["notes is", "test-missing at is"],
  ])("%s is not right: %s", (text, said) => {
    expect(verdict(text)).toBe(said);
  });
});
