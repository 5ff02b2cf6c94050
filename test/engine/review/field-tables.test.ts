import { describe, expect, it } from "vitest";
import { type FlowDocument, flowDocuments } from "../../../engine/review/field-tables.ts";
import { edited } from "../mapping/edited.ts";

const documents = flowDocuments(edited([]).typed, undefined);

function documentOf(flow: string, of: readonly FlowDocument[] = documents): FlowDocument {
  const found = of.find((one) => one.flow === flow);
  if (found === undefined) throw new Error(`there is no ${flow}`);
  return found;
}

/** The rows of a flow's first table, each as `target <- source`. */
const sourcesOf = (document: FlowDocument) =>
  document.tables[0]?.rows.map(({ target, source }) => `${target} <- ${source}`);

const rowOf = ({ tables }: FlowDocument, target: string, table = 0) =>
  tables[table]?.rows.find((row) => row.target === target);

describe("the field tables of an integration", () => {
  it("are of all its flows, or of those whose files are wanted", () => {
    expect(documents.map(({ flow, kind, from, to }) => [flow, kind, from, to])).toEqual(
      expect.arrayContaining([
        ["items", "register", "shop/project", "books/item"],
        ["partners", "register", "shop/customer", "books/partner"],
        ["invoices", "transfer", "shop/order", "books/invoice"],
        ["payments", "follow", "shop/order", "books/invoice"],
      ]),
    );
    expect(flowDocuments(edited([]).typed, ["items.yaml"]).map(({ flow }) => flow)).toEqual(["items"]);
    expect(documents.every(({ integration }) => integration === "shop-books")).toBe(true);
  });

  it("say of a transfer what it takes and refuses, with its messages as they stand in the mapping", () => {
    const { pick, refuses, title, place } = documentOf("invoices");
    expect([title, place, pick]).toEqual(["Invoices", "invoices.yaml:1", "status == settings.invoices.transfer"]);
    expect(refuses).toEqual([
      {
        when: "books.channel == MAIL and not street",
        message: "The invoice for {customer} has no street.",
        place: "invoices.yaml:16",
      },
    ]);
  });

  it("have the expressions as they are written, and rows below their list", () => {
    const rows = sourcesOf(documentOf("invoices"));
    expect(rows?.slice(0, 4)).toEqual([
      "type <- SALES",
      "status <- UNFINISHED",
      "originalNumber <- text(number)",
      "date <- date",
    ]);
    expect(rows).toContain("rows <- one for each row in rows");
    expect(rows).toContain("rows[].price <- row.price.amount");
  });

  it("have a table for each step that fills fields", () => {
    const tables = documentOf("invoices").tables.map(({ target, each }) => [target, each]);
    expect(tables).toEqual([
      ["books/invoice", undefined],
      ["create books/attachment", "file in files"],
      ["write back", undefined],
    ]);
  });

  it("remark what holds of a field besides its source", () => {
    expect(rowOf(documentOf("invoices"), "originalNumber")).toMatchObject({
      remark: "required; refused when longer",
      continuous: false,
    });
    expect(rowOf(documentOf("items"), "name")).toMatchObject({ limit: 60, continuous: true, remark: "required" });
    const { typed } = edited([
      [
        "items.yaml",
        "{ value: name, limit: 60, over: cut }",
        "{ value: name, limit: 50, over: refuse, when: number > 5, remark: As in Shop }",
      ],
      ["items.yaml", "active: not isClosed", "active: { ignore: Nobody asks }"],
    ]);
    const items = documentOf("items", flowDocuments(typed, undefined));
    expect(rowOf(items, "name")).toMatchObject({
      remark: "only when number > 5; required; refused when longer; As in Shop",
    });
    expect(rowOf(items, "active")).toMatchObject({ source: "", remark: "not mapped: Nobody asks" });
  });

  it("say of a follow which rule does what", () => {
    const payments = documentOf("payments");
    expect(payments.pick).toBe("shop.status == settings.invoices.done");
    expect(payments.tables.map(({ target }) => target)).toEqual(["paid"]);
    expect(sourcesOf(payments)).toEqual([
      " <- books.balance == 0 and books.status == PAID",
      "status <- settings.invoices.transfer",
    ]);
  });

  it("say of a register that flows both ways how each row becomes the other", () => {
    const customers = documentOf("customers", flowDocuments(edited([], "two-way").typed, undefined));
    expect(customers).toMatchObject({ kind: "two-way register", from: "shop/customer", to: "books/partner" });
    expect(rowOf(customers, "number")).toMatchObject({ source: "number", remark: "as digits; links the records" });
    expect(rowOf(customers, "street1, street2")).toMatchObject({ source: "billing.street", continuous: true });
    expect(rowOf(customers, "type")).toMatchObject({ source: "", remark: "to books: CUSTOMER" });
    expect(rowOf(customers, "")).toMatchObject({
      source: "vatNumber",
      remark: "not mapped: Books asks its own register",
    });
  });
});
