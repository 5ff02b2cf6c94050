import { describe, expect, it } from "vitest";
import { edited, told } from "../edited.ts";

describe("a setting", () => {
  const spare = (text: string) =>
    ["integration.yaml", "  partners:\n", `  spare: { title: Spare, ${text} }\n  partners:\n`] as const;
  const only = (text: string) => {
    const entry = edited([spare(text)]).typed.settings.entries.find(({ name }) => name === "spare");
    if (entry?.kind !== "setting") throw new Error("it is no setting");
    return entry;
  };

  it("takes a value of its kind", () => {
    expect(only("one of: [A, B]").value).toEqual({ kind: "one of", options: ["A", "B"] });
    expect(only("list of: email").value).toEqual({ kind: "list of", of: { kind: "scalar", type: "email" } });
    expect(only("table: { text: decimal }").value).toMatchObject({ kind: "table", value: { type: "decimal" } });
    expect(only("type: books/partner.language").value).toMatchObject({ kind: "field", type: { kind: "enum" } });
  });

  it("says one thing that it takes", () => {
    expect(told(spare("type: text, one of: [A]"))).toContain("setting-kinds: one of");
    expect(told(spare("type: txt"))).toContain("option-unknown: txt");
    expect(told(spare("record: shop/customers"))).toContain("kind-unknown: shop/customers");
  });
});
