import { describe, expect, it } from "vitest";
import { edited, told } from "../edited.ts";

describe("a computed field", () => {
  const more = (text: string) => ["computed.yaml", "  shop/orderRow:\n", `  shop/orderRow:\n${text}`] as const;

  it("is a field wherever such a record is, of the type of its expression", () => {
    const { typed, told } = edited([
      more("    gross: quantity\n"),
      ["invoices.yaml", "quantity: row.quantity", "quantity: row.gross"],
    ]);
    expect(told).toEqual([]);
    expect(typed.computed.length).toBe(2);
  });

  it("may use others, and not itself", () => {
    expect(told(more("    double: gross\n    gross: quantity\n"))).toEqual([]);
    expect(told(more("    one: two\n    two: one\n"))).toContain("computed-cycle: one");
  });

  it("hides no field of the record and stands once", () => {
    expect(told(more("    code: quantity\n"))).toContain("computed-hides: code");
    expect(
      told(more("    gross: quantity\n"), [
        "items.yaml",
        "fields:",
        "computed:\n  shop/orderRow: { gross: 1 }\nfields:",
      ]),
    ).toEqual(["name-twice: gross"]);
  });

  it("is checked although nothing asks for it", () => {
    expect(told(more("    gross: quantty\n"))).toContain("name-unknown: quantty");
  });
});
