import { describe, expect, it } from "vitest";
import { verdict } from "./verdict.ts";

describe("`record.field`", () => {
  it.each([
    ["customer.name", "a text"],
    ["customer.owner.name", "a text that may be absent"],
    ["receiverAddress.city", "a text that may be absent"],
    ["row.net.amount", "a number"],
    ["row.net.currency", "a text that may be absent"],
    ["pdf.name", "a text"],
    ["settings.invoices.email", "true or false"],
  ])("%s is %s", (text, type) => {
    expect(verdict(text)).toBe(type);
  });

  it.each([
    ["customer.nmae", "field-unknown at nmae"],
    ["rows.net", "field-of-list at net"],
    ["rows.nett", "field-unknown at nett"],
    ["customer.name.length", "field-of-value at length"],
    ["settings.units.hour", "field-of-value at hour"],
    ["customer.constructor", "name-reserved at constructor"],
    ["Customer.name", "name-unknown at Customer"],
    [".name", "candidate-outside at .name"],
  ])("%s is refused: %s", (text, refused) => {
    expect(verdict(text)).toBe(refused);
  });

  it("of what was asked for is there", () => {
    expect(verdict("receiverAddress.city ?? notes if receiverAddress is present else omit")).toBe(
      "a text that may be absent",
    );
    expect(verdict("receiverAddress.city if receiverAddress.city is present else customer.name")).toBe("a text");
  });
});
