import { describe, expect, it } from "vitest";
import { edited, told } from "../edited.ts";

describe("a follow", () => {
  it("watches transfers that are there", () => {
    expect(told(["payments.yaml", "of: invoices", "of: invoice"])).toContain("transfer-unknown: invoice");
    expect(told(["payments.yaml", "of: invoices", "of: items"])).toContain("transfer-unknown: items");
  });

  it("has rules that do something", () => {
    expect(
      told(["payments.yaml", "    write back:\n      status: settings.invoices.transfer\n    last: true\n", ""]),
    ).toContain("rule-without-effect: name");
    expect(told(["payments.yaml", "    last: true", "    do: aprove"])).toEqual(["action-unknown: aprove"]);
  });

  it("knows both documents by the names of their sides, and no field by itself", () => {
    expect(told(["payments.yaml", "while: shop.status", "while: status"])).toContain("word-without-list: status");
    const flow = edited([]).typed.flows.get("payments");
    expect(flow?.kind === "follow" && [flow.of, flow.rules.map(({ last }) => last)]).toEqual([["invoices"], [true]]);
  });
});
