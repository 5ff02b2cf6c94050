import { describe, expect, test } from "vitest";
import { readShipped } from "./read-schemas.ts";

const severa = readShipped("severa").system;
const procountor = readShipped("procountor").system;

describe("targets for writing", () => {
  const invoice = procountor.kinds.get("invoice");
  const fee = severa.kinds.get("projectFee");

  test("are reached by dotted path through lists, with row numbers or without", () => {
    expect(invoice?.target("invoiceRows.quantity")).toMatchObject({
      path: "invoiceRows.quantity",
      type: { kind: "decimal" },
      required: true,
      list: false,
    });
    expect(invoice?.target("invoiceRows.2.quantity")).toMatchObject({ path: "invoiceRows.quantity" });
    expect(invoice?.target("invoiceRows")).toMatchObject({ list: true, required: true });
    expect(invoice?.target("invoiceRows.amount")).toBeUndefined();
  });

  test("know limits and scale", () => {
    expect(invoice?.target("counterParty.counterPartyAddress.name")).toMatchObject({ maxLength: 80, required: true });
    expect(invoice?.target("originalInvoiceNumber")).toMatchObject({ maxLength: 40, required: false });
    expect(invoice?.target("penaltyPercent")).toMatchObject({ scale: 2 });
  });

  test("know what cannot be written, and do not offer it", () => {
    expect(invoice?.target("paymentDate")?.readOnly).toBe(true);
    expect(invoice?.target("invoiceSumInfo.vatSumTotal")?.readOnly).toBe(true);
    expect(invoice?.targetNames("")).toContain("invoiceRows");
    expect(invoice?.targetNames("")).not.toContain("paymentDate");
    expect(invoice?.targetNames("paymentInfo")).toContain("dueDate");
  });

  test("money is one value with the keys of its JSON", () => {
    expect(fee?.target("unitPrice")).toMatchObject({
      type: { kind: "money" },
      moneyKeys: { amount: "amount", currency: "currencyCode" },
    });
  });

  test("a reference is a record of its kind", () => {
    const type = fee?.target("project")?.type;
    expect(type?.kind === "record" ? [type.shape.kind, type.shape.identity] : undefined).toEqual([
      "severa/project",
      "guid",
    ]);
  });

  test("a file can be sent", () => {
    expect(procountor.kinds.get("attachment")?.target("file")).toMatchObject({
      type: { kind: "file" },
      required: true,
    });
  });

  test("what a create must fill is listed with what is below it", () => {
    expect(invoice?.requiredOnCreate).toEqual(
      expect.arrayContaining([
        "type",
        "date",
        "counterParty",
        "counterParty.counterPartyAddress.name",
        "invoiceRows.unit",
        "discountPercent",
      ]),
    );
    expect(invoice?.requiredOnCreate).not.toContain("id");
    expect(severa.kinds.get("project")?.requiredOnCreate).toEqual(
      expect.arrayContaining(["name", "customer", "projectOwner"]),
    );
  });
});
