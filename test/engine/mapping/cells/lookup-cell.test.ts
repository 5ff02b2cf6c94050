import { describe, expect, it } from "vitest";
import { told } from "../edited.ts";

describe("a look-up", () => {
  const land = (text: string) => told(["invoices.yaml", "land: shop/country by .name == country", `land: ${text}`]);

  it("asks for records of a kind that is there, by fields that it has", () => {
    expect(land("shop/countries by .name == country")).toContain("kind-unknown: shop/countries");
    expect(land("shop/country by .nam == country")).toContain("field-unknown: .nam");
  });

  it("asks a register that is there for what it has linked with a record of its kind", () => {
    const partner = (text: string) => told(["invoices.yaml", "with:\n", `with:\n  other: ${text}\n`]);
    expect(partner("linked with customer in partners")).toEqual(["name-unused: other"]);
    expect(partner("linked with customer in partner").some((one) => one.startsWith("register-unknown"))).toBe(true);
  });
});
