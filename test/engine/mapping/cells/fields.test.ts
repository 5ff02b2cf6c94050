import { describe, expect, it } from "vitest";
import { edited, told } from "../edited.ts";

/** The rows of the golden invoice, and two that always are the same. */
const EACH_ROW =
  "    each: row in rows\n    refuse:\n      - when:  units[row.unit] is absent\n        say:   unit-unknown\n        facts: { unit: row.unit }\n    fields:\n      product:  { value: row.description, required: true }\n      code:     row.itemCode\n      quantity: row.quantity\n      price:    row.price.amount\n      unit:     units[row.unit]\n";
const FIXED_ROWS =
  '    - { fields: { product: note ?? "a", quantity: 1 } }\n    - { when: isTest, fields: { product: note ?? "b", quantity: 2 } }\n';

describe("the fields of a record", () => {
  const date = (text: string) =>
    ["invoices.yaml", "  date:             date\n", `  date:             date\n${text}`] as const;

  it("are there, down to the step of a path that is not", () => {
    expect(told(date("  receiver.nam: receiver\n"))).toEqual(["field-unknown: nam"]);
    expect(told(date("  recever.name: receiver\n"))).toEqual(["field-unknown: recever"]);
  });

  it("are blocks for records and lists for lists", () => {
    expect(told(["invoices.yaml", "penalty:          round(interest, 2)", "penalty: { fields: { a: 1 } }"])).toContain(
      "fields-of-no-record: fields",
    );
    expect(told(["invoices.yaml", "penalty:          round(interest, 2)", "penalty: [1]"])).toContain(
      "each-into-no-list: penalty",
    );
  });

  it("may be a list of fixed entries, each with its own condition", () => {
    const { typed } = edited([["invoices.yaml", EACH_ROW, FIXED_ROWS]]);
    const flow = typed.flows.get("invoices");
    const list = flow?.kind === "transfer" ? flow.fields.find(({ path }) => path === "rows") : undefined;
    if (list?.kind !== "list") throw new Error("it is no list");
    expect(list.entries.map(({ kind, when }) => [kind, when !== undefined])).toEqual([
      ["block", false],
      ["block", true],
    ]);
  });

  it("may be left out with a reason", () => {
    const flow = edited([
      ["invoices.yaml", "penalty:          round(interest, 2)", 'penalty: { ignore: "ours" }'],
    ]).typed.flows.get("invoices");
    const ignored = flow?.kind === "transfer" ? flow.fields.find(({ kind }) => kind === "ignored") : undefined;
    expect(ignored).toMatchObject({ path: "penalty", reason: "ours" });
  });
});
