import { describe, expect, it } from "vitest";
import { told } from "../edited.ts";

describe("names of look-ups and values", () => {
  it("are used somewhere", () => {
    expect(told(["invoices.yaml", "needs:\n", "let:\n  spare: number\n\nneeds:\n"])).toEqual(["name-unused: spare"]);
    expect(told(["integration.yaml", "checks:\n", "let:\n  spare: settings.invoices.email\n\nchecks:\n"])).toEqual([
      "name-unused: spare",
    ]);
  });

  it("are used by another name as well, and a prerequisite by being there", () => {
    expect(
      told(
        ["invoices.yaml", "needs:\n", "let:\n  one: number\n  two: one\n\nneeds:\n"],
        ["invoices.yaml", "text(number)", "text(two)"],
      ),
    ).not.toContain("name-unused: one");
    expect(told(["invoices.yaml", "  partnerId:        partner.id\n", ""])).not.toContain("name-unused: partner");
  });
});
