import { describe, expect, it } from "vitest";
import { allCells } from "../../../../engine/mapping/tree/cells-of.ts";
import { edited, told } from "../edited.ts";

/** The cell of a field of the invoices after an edit of the line of its penalty. */
function cellAfter(put: string, path = "penalty") {
  const flow = edited([["invoices.yaml", "penalty:          round(interest, 2)", put]]).typed.flows.get("invoices");
  return flow?.kind === "transfer" ? allCells(flow.fields).find((cell) => cell.path === path) : undefined;
}

describe("a cell", () => {
  const penalty = (put: string) => told(["invoices.yaml", "penalty:          round(interest, 2)", put]);

  it("has one value", () => {
    expect(penalty("penalty: { value: 1, text: a }")).toContain("cell-twice-valued: text");
    expect(penalty("penalty: { remark: a }")).toContain("cell-empty: penalty");
    expect(penalty("penalty: { value: [1] }")).toContain("shape-wrong: penalty");
  });

  it("is required by the schema, or by its author with a message of its own", () => {
    expect(cellAfter("penalty: 1", "date")).toMatchObject({ required: true, requiredSay: undefined });
    expect(cellAfter("penalty: { value: 1, required: totals-differ }")).toMatchObject({
      required: true,
      requiredSay: "totals-differ",
    });
  });

  it("is limited by the schema, or more tightly by its author", () => {
    expect(cellAfter("penalty: 1", "receiver.name")).toMatchObject({ limit: 80, over: "refuse" });
    expect(told(["invoices.yaml", "{ value: receiver, required: true }", "{ value: receiver, limit: 90 }"])).toEqual([
      "limit-above-schema: 90",
    ]);
  });

  it("is constant where it reads nothing and has no condition", () => {
    expect(cellAfter("penalty: 1")?.constant).toBe(true);
    expect(cellAfter("penalty: { value: 1, when: isTest }")?.constant).toBe(false);
    expect(cellAfter("penalty: interest")?.constant).toBe(false);
  });

  it("links and follows changes in a register only", () => {
    expect(penalty("penalty: { value: 1, link: true }")).toContain("key-unknown: link");
  });
});

describe("a cell of JSONata", () => {
  const note = (text: string) =>
    told(["invoices.yaml", 'text:             join("\\n", note, "Thank you")', `text: ${text}`]);

  it("says what it returns, and is always noted", () => {
    expect(note("{ jsonata: $sum(x), returns: text }")).toEqual(["jsonata-used: jsonata"]);
    expect(note("{ jsonata: $sum(x) }")).toContain("key-missing: jsonata");
    expect(note("{ jsonata: $sum(x), returns: number }")).toContain("option-unknown: number");
    expect(note("{ jsonata: $sum(x), returns: bool }")).toContain("type-differs: $sum(x)");
  });
});
