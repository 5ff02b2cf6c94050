import { describe, expect, it } from "vitest";
import { edited, told } from "../edited.ts";

/** A document that makes an invoice of an order, given to the transfer by a name of its own. */
const PRINTOUT = `
document: printout
title: Printout
from: shop/order
to:   books/invoice
over: refuse
fields:
  type:          SALES
  date:          date
  receiver.name: { value: receiver, required: true }
  channel:       MAIL
  rows:
    each: row in rows
    fields: { product: row.description, quantity: row.quantity }
`;
const file = (text = PRINTOUT) => ["printout.yaml", "", text] as const;
const named = ["invoices.yaml", "with:\n", "with:\n  printed: document printout\n"] as const;

describe("a document", () => {
  it("makes a record of another, with fields like those of a transfer", () => {
    const { typed } = edited([file(), named]);
    const document = typed.documents.get("printout");
    expect(document).toMatchObject({ kind: "document", from: { name: "shop/order" }, to: { name: "books/invoice" } });
    expect(document?.fields.map(({ path }) => path)).toEqual(["type", "date", "receiver.name", "channel", "rows"]);
  });

  it("is no flow: it has no life of its own, and gives a file to the transfer that names it", () => {
    const { typed, told } = edited([file(), named, ["invoices.yaml", "file:      file", "file:      printed"]]);
    expect([...typed.flows.keys()]).not.toContain("printout");
    const flow = typed.flows.get("invoices");
    expect(flow?.kind === "transfer" && flow.level.scope.resolve("printed")?.entry.type.kind).toBe("file");
    expect(told).toEqual([]);
  });

  it("picks, matches and writes nothing back", () => {
    for (const key of ["pick: isTest", "update: never", "then: []", "recognise by: number"])
      expect(told(file(`${PRINTOUT}${key}\n`), named)).toContain(`key-unknown: ${key.split(":")[0]}`);
  });

  it("says what it makes of what", () => {
    expect(told(file(PRINTOUT.replace("to:   books/invoice\n", "")))).toContain("key-missing: document");
    expect(told(file(PRINTOUT.replace("shop/order", "shop/oder")))).toContain("kind-unknown: shop/oder");
  });
});
