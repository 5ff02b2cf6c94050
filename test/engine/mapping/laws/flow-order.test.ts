import { describe, expect, it } from "vitest";
import { told } from "../edited.ts";

describe("the order of the flows", () => {
  it("lists each flow that runs by itself, once", () => {
    expect(told(["integration.yaml", "  - items\n", "  - items\n  - items\n"])).toEqual(["flow-listed-twice: items"]);
    expect(told(["integration.yaml", "  - items\n", ""])).toEqual(["flow-unlisted: items"]);
    expect(told(["integration.yaml", "  - payments", "  - payment"])).toEqual([
      "flow-unknown: payment",
      "flow-unlisted: payments",
    ]);
  });

  it("lists none that runs only when needed, and notes one that nobody needs", () => {
    expect(told(["integration.yaml", "  - items\n", "  - items\n  - partners\n"])).toEqual([
      "flow-when-needed: partners",
    ]);
    expect(
      told(
        ["invoices.yaml", "needs:\n  partner: partners for customer\n", ""],
        ["invoices.yaml", "  partnerId:        partner.id\n", ""],
      ),
    ).toContain("register-unneeded: partners");
  });

  it("says nothing of what nobody needs where something could not be read", () => {
    expect(told(["invoices.yaml", "from: shop/order", "from: shop/orders"])).not.toContain(
      "register-unneeded: partners",
    );
  });
});
