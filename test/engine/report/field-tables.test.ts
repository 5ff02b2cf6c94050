import { describe, expect, it } from "vitest";
import { markdown } from "../../../engine/report/field-tables.ts";
import type { FieldRow, FlowDocument } from "../../../engine/review/field-tables.ts";

const row: FieldRow = {
  target: "receiver.name",
  source: "receiver",
  limit: undefined,
  continuous: false,
  remark: undefined,
  place: "invoices.yaml:24",
};
const invoices: FlowDocument = {
  integration: "Shop and Books",
  flow: "invoices",
  title: "Invoices",
  about: undefined,
  kind: "transfer",
  from: "shop/order",
  to: "books/invoice",
  pick: undefined,
  refuses: [],
  tables: [],
  place: "invoices.yaml:1",
};
const HEAD = [
  "| Target field | Source | Limit | Continuous update | Remark | Line |",
  "| --- | --- | ---: | :---: | --- | --- |",
];

function linesOf(...documents: readonly Partial<FlowDocument>[]): readonly string[] {
  return markdown(documents.map((change) => ({ ...invoices, ...change }))).split("\n");
}

function rowsOf(...rows: readonly Partial<FieldRow>[]): readonly string[] {
  const table = { target: "books/invoice", each: undefined, rows: rows.map((change) => ({ ...row, ...change })) };
  return linesOf({ tables: [table] }).filter((line) => line.startsWith("| ") && !HEAD.includes(line));
}

describe("the flows as Markdown", () => {
  it("are a chapter for each integration and a section for each flow", () => {
    const lines = linesOf({}, { integration: "Other" }, { title: "Payments", kind: "follow" });
    expect(lines.filter((line) => line.startsWith("#"))).toEqual([
      "# Shop and Books",
      "## Invoices",
      "## Payments",
      "# Other",
      "## Invoices",
    ]);
    expect(lines).toContain("A follow from `shop/order` to `books/invoice` (invoices.yaml:1).");
  });

  it("say what is taken and what is refused, with the message where there is one", () => {
    const refuses = [
      { when: "not street", message: "The invoice for {customer} has no street.", place: "invoices.yaml:16" },
      { when: "isTest", message: undefined, place: "invoices.yaml:20" },
    ];
    const lines = linesOf({ about: "Of the shop.\nNightly.", pick: "status == settings.transfer", refuses });
    expect(lines.slice(6)).toEqual([
      "Of the shop.",
      "Nightly.",
      "",
      "Taken when `status == settings.transfer`.",
      "",
      "Refused when",
      "",
      "- `not street`: The invoice for {customer} has no street. (invoices.yaml:16)",
      "- `isTest` (invoices.yaml:20)",
    ]);
  });

  it("have a table for the document itself, and one under a name of its own for each step", () => {
    const document = { target: "books/invoice", each: undefined, rows: [row] };
    const step = { target: "create books/attachment", each: "files", rows: [row] };
    const lines = linesOf({ tables: [document, step, { ...step, each: undefined }] });
    expect(lines.filter((line) => line.startsWith("###"))).toEqual([
      "### create books/attachment, for each of `files`",
      "### create books/attachment",
    ]);
    expect(lines.filter((line) => line === HEAD[0])).toHaveLength(3);
  });

  it("keep the form of a table whatever stands in a cell", () => {
    expect(rowsOf({}, { source: "", limit: 60, continuous: true, remark: "cut | not refused" })).toEqual([
      "| receiver.name | `receiver` |  |  |  | invoices.yaml:24 |",
      "| receiver.name |  | 60 | x | cut \\| not refused | invoices.yaml:24 |",
    ]);
    expect(rowsOf({ source: "Active | OnHold" })).toEqual([
      "| receiver.name | `Active \\| OnHold` |  |  |  | invoices.yaml:24 |",
    ]);
  });
});
