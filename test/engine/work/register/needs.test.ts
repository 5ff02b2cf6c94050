import { describe, expect, it } from "vitest";
import type { RecordValue } from "../../../../engine/value/value.ts";
import { invoices } from "../shop-mappings.ts";
import { MINUTE, putOrder, SCOPE, type Stage, shopStage } from "../shop-stage.ts";

const partnersWithCountry = `
register: partners
title: Customers of invoices
from: shop/customer
to:   books/partner
run:  when needed
over: refuse
with:
  land: shop/country by .name == language
match:
  link: books.number == text(number)
fields:
  name:       name
  type:       CUSTOMER
  number:     text(number)
  street1:    land.code2
`;

const withErrorStatus = invoices({
  head: "pick: status == settings.invoices.transfer\nneeds:\n  partner: partners for customer",
  fields: "  partnerId: partner.id",
  onError: "on error:\n  write back: { note: text(number) }",
});

describe("a register as a prerequisite", () => {
  it("waits for the look-ups of the fields it creates with", async () => {
    const stage = await shopStage({ files: { "partners.yaml": partnersWithCountry } });
    putOrder(stage, "o1");
    stage.shop.change("customer", "k-o1", { language: "Sverige" });
    const flow = await stage.runFlow("invoices");
    expect(flow).toMatchObject({ problem: undefined, counts: { created: 1, refused: 0 } });
    expect(stage.books.all("partner")).toMatchObject([{ name: "Customer of o1", street1: "SE" }]);
  });

  it("is made once for many documents that need it at once", async () => {
    const stage = await shopStage();
    for (const guid of ["o1", "o2", "o3", "o4", "o5"]) putOrder(stage, guid, { customer: { guid: "k-o1" } });
    await stage.run();
    expect(stage.books.all("invoice")).toHaveLength(5);
    expect(stage.books.writesOf("partner", "create")).toHaveLength(1);
  });

  it("leaves its document waiting, not refused, while its own write is uncertain", async () => {
    const stage = await shopStage({ files: { "invoices.yaml": withErrorStatus } });
    putOrder(stage, "o1");
    stage.books.onWrite = ({ kind }) => (kind === "partner" ? { kind: "uncertain", reason: "no answer" } : undefined);
    await stage.run();
    expect(await stage.state("invoices", "o1")).toMatchObject({ state: "waiting" });
    expect(stage.shop.written).toEqual([]);
    stage.books.onWrite = () => undefined;
    for (let at = 0; at < 4; at++) {
      stage.clock.time += 10 * MINUTE;
      await stage.run();
    }
    expect(stage.books.all("partner")).toHaveLength(1);
    expect(await stage.state("invoices", "o1")).toMatchObject({ state: "watched" });
  });

  it("that the other side refused is tried again when its card changes, and by a retry of the document", async () => {
    const stage = await shopStage();
    putOrder(stage, "o1");
    const fault = { code: "NAME", message: "The name is not liked." };
    stage.books.onWrite = ({ kind }) =>
      kind === "partner" ? { kind: "rejected", status: 422, faults: [fault] } : undefined;
    await stage.run();
    expect(await stage.state("invoices", "o1")).toMatchObject({ state: "refused", code: "NAME" });
    expect(await stage.plan({ flows: ["invoices"] })).toMatchObject({
      actions: [
        { flow: "partners", action: "refuse" },
        { flow: "invoices", action: "refuse", said: [{ code: "NAME" }] },
      ],
    });
    let asked = 0;
    stage.books.onWrite = ({ kind }) => {
      if (kind === "partner") asked++;
      return undefined;
    };
    await stage.run();
    expect(asked).toBe(0);
    await stage.store.records.retry(SCOPE, "invoices", "o1");
    await stage.run();
    expect(await stage.state("invoices", "o1")).toMatchObject({ state: "watched" });
  });
});

/** Rows of one code share a name, though they may match different records. */
const rowItems = `
register: row-items
title: Products of rows
from: shop/orderRow
to:   books/partner
run:  when needed
once for: [itemCode]
over: refuse
update: never
match:
  link: books.number == description
fields:
  name:   description
  type:   CUSTOMER
  number: description
`;

const invoicesOfRows = `
transfer: invoices
title: Invoices
from: shop/order
to:   books/invoice
pick: status == settings.invoices.transfer
over: refuse
fields:
  type:           SALES
  status:         UNFINISHED
  originalNumber: { value: text(number), required: true }
  date:           date
  partnerId:      1
  receiver.name:  { value: receiver, required: true }
  channel:        MAIL
  rows:
    each: row in rows
    needs:
      item: row-items for row
    fields:
      product:  { value: row.description, required: true }
      code:     text(item.id)
      quantity: row.quantity
      price:    row.price.amount
      unit:     PIECE
recognise by: originalNumber
then:
  - write back: { status: settings.invoices.done }
`;

it("of rows under one name each gets the record that it matches, however many are worked on together", async () => {
  const files = { "row-items.yaml": rowItems, "invoices.yaml": invoicesOfRows, "partners.yaml": "" };
  const stage = await shopStage({ files });
  stage.books.put("partner", { id: 101, number: "X", name: "X" }, { id: 102, number: "Y", name: "Y" });
  const row = { code: "A", quantity: 1, price: { amount: 0, currencyCode: "EUR" }, category: "Hours", unit: "h" };
  for (let number = 1; number <= 12; number++) {
    putOrder(stage, `o${number}`);
    const description = number % 5 === 1 ? "X" : "Y";
    stage.shop.relate("order", `o${number}`, "rows", [{ guid: `r${number}`, description, ...row }]);
  }
  expect(await stage.runFlow("invoices")).toMatchObject({ problem: undefined, counts: { created: 12 } });
  const rows = stage.books.all("invoice").map((invoice) => (invoice["rows"] as readonly RecordValue[])[0]);
  expect(rows.map((one) => [one?.["product"], one?.["code"]])).toEqual(
    rows.map((one) => [one?.["product"], one?.["product"] === "X" ? "101" : "102"]),
  );
});

/** `vatNumber` holds the customer above this one. */
const partnersBelowOthers = `
register: partners
title: Customers of invoices
from: shop/customer
to:   books/partner
run:  when needed
over: refuse
with:
  above: shop/customer by vatNumber
needs:
  parent: partners for above
match:
  link: books.number == text(number)
fields:
  name:    name
  type:    CUSTOMER
  number:  text(number)
  street1: text(parent.id)
`;

describe("a register that needs itself for another record", () => {
  async function family(above: Readonly<Record<string, string | null>>): Promise<Stage> {
    const stage = await shopStage({ files: { "partners.yaml": partnersBelowOthers } });
    for (const [guid, vatNumber] of Object.entries(above)) {
      putOrder(stage, guid);
      stage.shop.change("customer", `k-${guid}`, { vatNumber });
    }
    return stage;
  }

  it("makes those above first, once each", async () => {
    const stage = await family({ o1: "k-o2", o2: "k-o3", o3: null });
    expect(await stage.runFlow("invoices")).toMatchObject({ problem: undefined, counts: { created: 3 } });
    const partners = stage.books.all("partner");
    expect(partners.map(({ name }) => name)).toEqual(["Customer of o3", "Customer of o2", "Customer of o1"]);
    expect(partners.map(({ street1 }) => street1 ?? undefined)).toEqual([undefined, "1", "2"]);
  });

  it("refuses those that are above each other and what needs them, and carries the others", async () => {
    const stage = await family({ o1: "k-o2", o2: "k-o1", o3: "k-o3", o4: "k-o1", o5: null });
    expect(await stage.runFlow("invoices")).toMatchObject({ problem: undefined, counts: { created: 1, refused: 4 } });
    expect(stage.books.all("partner")).toMatchObject([{ name: "Customer of o5" }]);
    for (const guid of ["o1", "o2", "o3", "o4"])
      expect(await stage.state("invoices", guid)).toMatchObject({ state: "refused", code: "read-failed" });
    const [entry] = await stage.log({ source: "o3" });
    expect(entry?.message).toContain("it is a prerequisite of itself");
    stage.shop.change("customer", "k-o2", { vatNumber: null });
    stage.shop.change("customer", "k-o3", { vatNumber: null });
    expect(await stage.runFlow("invoices")).toMatchObject({ counts: { created: 4, refused: 0 } });
  });
});
