import { describe, expect, it } from "vitest";
import { ReadFault } from "../../../../engine/connector/operations.ts";
import type { RecordValue } from "../../../../engine/value/value.ts";
import { DAY, MINUTE, putOrder, SCOPE, type Stage, type StageOptions, shopStage } from "../shop-stage.ts";

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

function project(guid: string, change: RecordValue = {}): RecordValue {
  const number = Number(guid.replace(/\D/g, ""));
  return { guid, number, name: `Project ${guid}`, isInternal: false, isClosed: false, ...change };
}

async function withProjects(count: number, options?: StageOptions): Promise<Stage> {
  const stage = await shopStage(options);
  for (let index = 1; index <= count; index++) stage.shop.put("project", project(`p${index}`));
  return stage;
}

const items = (stage: Stage) => stage.runFlow("items");

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

const withErrorStatus = `
transfer: invoices
title: Invoices
from: shop/order
to:   books/invoice
pick: status == settings.invoices.transfer
over: refuse
needs:
  partner: partners for customer
fields:
  type:           SALES
  originalNumber: { value: text(number), required: true }
  date:           date
  partnerId:      partner.id
  receiver.name:  { value: receiver, required: true }
  channel:        MAIL
  rows:
    each: row in rows
    fields:
      product:  { value: row.description, required: true }
      quantity: row.quantity
recognise by: originalNumber
then:
  - write back: { status: settings.invoices.done }
on error:
  write back: { note: text(number) }
`;

describe("a register of its own", () => {
  it("creates, then finds nothing to do; a plan of it writes nothing", async () => {
    const stage = await withProjects(3);
    const planned = await stage.plan({ flows: ["items"] });
    expect(planned.actions.map(({ action }) => action)).toEqual(["create", "create", "create"]);
    expect(stage.books.written).toEqual([]);
    expect(await items(stage)).toMatchObject({ counts: { created: 3 } });
    expect((await stage.plan({ flows: ["items"] })).actions.filter(({ action }) => action !== "nothing")).toEqual([]);
    expect(await items(stage)).toMatchObject({ counts: { created: 0, updated: 0 } });
  });

  it("goes over an update that nobody heard of, also when the record has gone back to what it was", async () => {
    const stage = await withProjects(1);
    await items(stage);
    const [item] = stage.books.all("item");
    stage.books.onWrite = ({ operation }) => {
      if (operation !== "update") return undefined;
      stage.books.change("item", String(item?.["id"]), { name: "B" });
      return { kind: "uncertain", reason: "no answer" };
    };
    stage.shop.change("project", "p1", { name: "B" });
    stage.clock.time += 20 * MINUTE;
    await items(stage);
    stage.books.onWrite = () => undefined;
    stage.shop.change("project", "p1", { name: "Project p1" });
    for (let at = 0; at < 3; at++) {
      stage.clock.time += DAY;
      await items(stage);
    }
    expect(stage.books.all("item")).toMatchObject([{ name: "Project p1" }]);
    expect(stage.books.writesOf("item", "update")).toHaveLength(1);
    expect(await stage.store.intents.open(SCOPE)).toEqual([]);
  });

  it("writes a value each time it goes back and forth", async () => {
    const stage = await withProjects(1);
    await items(stage);
    for (const name of ["B", "A", "B", "A", "B"]) {
      stage.shop.change("project", "p1", { name });
      stage.clock.time += 20 * MINUTE;
      await items(stage);
      expect(stage.books.all("item")).toMatchObject([{ name }]);
    }
  });

  it("does not write a record that another source is linked with", async () => {
    const stage = await withProjects(1);
    await items(stage);
    stage.shop.put("project", project("p9", { number: 1, name: "Another one" }));
    expect(await items(stage)).toMatchObject({ counts: { refused: 1, updated: 0 } });
    expect(stage.books.all("item")).toMatchObject([{ code: "1", name: "Project p1" }]);
    expect(await stage.state("items", "p9")).toMatchObject({ state: "refused", code: "link-taken" });
  });

  it("makes one record of two that would become the same, however they come", async () => {
    const stage = await withProjects(0);
    for (const guid of ["p1", "p2", "p3"]) stage.shop.put("project", project(guid, { number: 7 }));
    await items(stage);
    expect(stage.books.writesOf("item", "create")).toHaveLength(1);
    expect((await stage.log({ level: "error" })).map(({ code }) => code)).toEqual(["link-twin", "link-twin"]);
    await items(stage);
    expect(stage.books.writesOf("item", "create")).toHaveLength(1);
  });

  it("makes a record anew that was taken away, and follows a number that goes back", async () => {
    const stage = await withProjects(1);
    await items(stage);
    stage.shop.change("project", "p1", { number: 2 });
    stage.clock.time += 20 * MINUTE;
    await items(stage);
    expect(stage.books.all("item").map(({ code }) => code)).toEqual(["1", "2"]);
    stage.books.remove("item", 1);
    stage.shop.change("project", "p1", { number: 1 });
    stage.clock.time += 20 * MINUTE;
    await items(stage);
    expect(stage.books.all("item").map(({ code }) => code)).toEqual(["2", "1"]);
    const [, again] = stage.books.all("item");
    expect(await stage.store.links.bySource(SCOPE, "items", "p1")).toMatchObject({ target: String(again?.["id"]) });
  });

  it("takes what a moving page hid within a day", async () => {
    const stage = await withProjects(6);
    stage.shop.pageSize = 2;
    let moved = false;
    stage.shop.onPage = (kind, page) => {
      if (kind !== "project" || page !== 1 || moved) return;
      moved = true;
      stage.shop.remove("project", "p1");
    };
    await items(stage);
    expect(stage.books.all("item")).toHaveLength(5);
    stage.clock.time += 20 * MINUTE;
    await items(stage);
    stage.clock.time += DAY;
    await items(stage);
    expect(stage.books.all("item").map(({ code }) => code)).toEqual(["1", "2", "4", "5", "6", "3"]);
  });

  it("looks again at what was refused, though the watermark has passed it and it has not changed", async () => {
    const stage = await withProjects(3);
    stage.books.onWrite = ({ body }) =>
      body["code"] === "2" ? { kind: "rejected", status: 422, faults: [{ code: "E", message: "no" }] } : undefined;
    expect(await items(stage)).toMatchObject({ counts: { created: 2, refused: 1 } });
    stage.books.onWrite = () => undefined;
    await stage.store.records.retry(SCOPE, "items", "p2");
    stage.clock.time += 60 * MINUTE;
    expect(await items(stage)).toMatchObject({ counts: { created: 1, refused: 0 } });
    expect(await stage.state("items", "p2")).toMatchObject({ state: "done" });
    expect(await stage.store.memory.all(SCOPE, "open items")).toEqual(new Map());
  });

  it("lets go of an error when the record is not ours any more, or is gone", async () => {
    const stage = await withProjects(2);
    stage.books.onWrite = () => ({ kind: "rejected", status: 422, faults: [{ code: "E", message: "no" }] });
    await items(stage);
    stage.shop.change("project", "p1", { isInternal: true });
    stage.shop.remove("project", "p2");
    await items(stage);
    expect(await stage.store.records.list(SCOPE, { state: "refused" })).toEqual([]);
    expect(await stage.log({ code: "gone" })).toHaveLength(1);
  });

  it("refuses the one record whose search the other side cannot read, and carries the others", async () => {
    const stage = await withProjects(4);
    stage.books.onRead = (name) => {
      if (name.includes('"2"'))
        throw new ReadFault("rejected", { system: "books", route: "GET /items", message: "bad query" });
    };
    const flow = await items(stage);
    expect(flow).toMatchObject({ problem: undefined, counts: { created: 3, refused: 1 } });
    expect(await stage.state("items", "p2")).toMatchObject({ state: "refused", code: "read-failed" });
  });

  it("carries the others when one record meets a fault of ours", async () => {
    const stage = await withProjects(4);
    stage.books.onWrite = ({ body }) => {
      if (body["code"] === "3") throw new TypeError("cannot read properties of undefined");
      return undefined;
    };
    const flow = await items(stage);
    expect(flow).toMatchObject({ problem: undefined, counts: { created: 3 } });
    expect(await stage.state("items", "p3")).toMatchObject({ state: expect.stringMatching(/refused|waiting/) });
  });

  it("ends when the integration itself is not let in, having asked a few times and not once for each", async () => {
    const stage = await withProjects(50);
    let asked = 0;
    stage.books.onWrite = () => {
      asked++;
      return { kind: "blocked", reason: "the licence has ended", faults: [] };
    };
    expect(await items(stage)).toMatchObject({ problem: "books: the licence has ended" });
    expect(asked).toBeLessThan(15);
    expect(await stage.log({ level: "error" })).toMatchObject([{ code: "system-blocked" }]);
    await items(stage);
    expect(await stage.log({ level: "error" })).toHaveLength(1);
    stage.books.onWrite = () => undefined;
    expect(await items(stage)).toMatchObject({ problem: undefined, counts: { created: 50 } });
  });

  it("goes on past one record that is closed to us", async () => {
    const stage = await withProjects(20);
    stage.books.onWrite = ({ body }) =>
      body["code"] === "1" ? { kind: "blocked", reason: "no right to this", faults: [] } : undefined;
    expect(await items(stage)).toMatchObject({ counts: { created: 19, waiting: 1 } });
  });

  it("keeps a link that a person made", async () => {
    const stage = await withProjects(1);
    stage.books.put("item", { id: 70, code: "OTHER", name: "Old" });
    await stage.store.links.put({
      ...{ scope: SCOPE, register: "items", source: "p1", target: "70", matchHash: "", writtenHash: "" },
      ...{ written: { record: { id: 70 }, body: {}, revision: 0 }, origin: "manual" },
    });
    await items(stage);
    expect(stage.books.must("item", 70)).toMatchObject({ name: "Project p1" });
    expect(await stage.store.links.bySource(SCOPE, "items", "p1")).toMatchObject({ origin: "manual", target: "70" });
  });

  it("stops between records, and the next run takes the rest", async () => {
    const stage = await withProjects(40);
    let stopped = false;
    stage.books.afterWrite = () => {
      stopped ||= stage.books.written.length >= 10;
    };
    await stage.runFlow("items", { stopping: () => stopped });
    expect(stage.books.all("item").length).toBeLessThan(20);
    stopped = false;
    stage.books.afterWrite = () => {};
    await items(stage);
    expect(stage.books.all("item")).toHaveLength(40);
    expect(new Set(stage.books.all("item").map(({ code }) => code)).size).toBe(40);
  });
});
