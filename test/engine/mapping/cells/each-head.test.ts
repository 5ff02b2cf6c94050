import { describe, expect, it } from "vitest";
import { edited, told } from "../edited.ts";

describe("what goes through a list", () => {
  const each = (text: string) => told(["invoices.yaml", "each: row in rows", `each: ${text}`]);

  it("is a list, and its item has a name of its own", () => {
    expect(each("row in number")).toContain("each-of-no-list: number");
    expect(each("receiver in rows")).toContain("name-hides: receiver");
  });

  it("gives the item the type of the list", () => {
    const flow = edited([]).typed.flows.get("invoices");
    const rows = flow?.kind === "transfer" ? flow.fields.find((node) => node.kind === "each") : undefined;
    expect(rows?.kind === "each" && rows.each.scope.resolve("row")?.entry.type).toMatchObject({
      kind: "record",
      shape: { kind: "shop/orderRow" },
    });
  });
});
