import { describe, expect, it } from "vitest";
import { verdict } from "./verdict.ts";

const read = "lookup";

describe("a look-up", () => {
  it.each([
    ["severa/country by .name == receiverAddress.country", "a record severa/country that may be absent"],
    ["first severa/country by .isActive", "a record severa/country that may be absent"],
    ["all severa/country by not .isActive and receiverAddress.country == .name", "a list of severa/country"],
    ["severa/project by notes", "a record severa/project that may be absent"],
    ["severa/customer by customer", "a record severa/customer that may be absent"],
    ["procountor/invoice by 5", "a record procountor/invoice that may be absent"],
    ["linked with customer in customers", "a record procountor/businessPartner that may be absent"],
  ])("%s gives %s", (text, type) => {
    expect(verdict(text, { read })).toBe(type);
  });

  it.each([
    ["severa/contry", "kind-unknown at severa/contry"],
    ["severa/country by .nmae == notes", "field-unknown at .nmae"],
    ["severa/country by .name == notes or .isActive", "lookup-condition at .name == notes or .isActive"],
    ["severa/country by .name", "lookup-condition at .name"],
    ["severa/country by .isActive == 1", "type-differs at 1"],
    ["all severa/project by notes", "lookup-all-by-id at notes"],
    ["procountor/invoice by notes", "type-differs at notes"],
    ["linked with customer in customer", "register-unknown at customer"],
    ["document finvioce", "document-unknown at finvioce"],
  ])("%s is refused: %s", (text, refused) => {
    expect(verdict(text, { read })).toBe(refused);
  });
});
