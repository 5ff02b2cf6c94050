import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RecordValue } from "../../../../engine/value/value.ts";
import { putOrder, SCOPE, type Stage, shopStage } from "../shop-stage.ts";

/** Both its kinds are identified by `guid`, and both are the shop's. */
const twins = `
register: twins
title: Projects as customers
from: shop/project
to:   shop/customer
run:  when needed
over: cut
fields:
  name:     { value: name, link: true, required: true }
  isActive: true
`;

function labels(lookups: string, name: string): string {
  return `
transfer: labels
title: Orders as items
from: shop/order
to:   books/item
pick: isTest
with:
${lookups}
over: cut
fields:
  code: { value: text(number), required: true }
  name:
    value:    ${name}
    required: true
recognise by: code
`;
}

/** Items go back to the shop: what is asked with is a bare id of the books. */
const back = `
transfer: labels
title: Items as customers
from: books/item
to:   shop/customer
with:
  project: linked with id in items
over: cut
fields:
  name:     { value: project.name, required: true }
  isActive: true
recognise by: name
`;

function base(file: string): string {
  return readFileSync(join(import.meta.dirname, "../../../golden/check/base", file), "utf8");
}

function integrationWith(flows: readonly string[]): string {
  return `
integration: shop-books
title: Shop and Books
systems:
  shop:  { connector: shop,  login: client }
  books: { connector: books, login: api key }
flows:
${flows.map((flow) => `  - ${flow}`).join("\n")}
`;
}

async function stageWith(files: Readonly<Record<string, string>>, flows: readonly string[]): Promise<Stage> {
  const left = { "invoices.yaml": "", "payments.yaml": "", "partners.yaml": "", "messages.yaml": "" };
  const stage = await shopStage({
    files: { ...left, "integration.yaml": integrationWith(flows), ...files },
    job: { settings: {} },
  });
  stage.shop.put("project", project("x1", "The project x1"), project("p2", "The project p2"));
  return stage;
}

function project(guid: string, name: string): RecordValue {
  return { guid, number: Number(guid.replace(/\D/g, "")), name, isInternal: false, isClosed: false };
}

async function link(stage: Stage, register: string, source: string, target: string): Promise<void> {
  await stage.store.links.put({
    ...{ scope: SCOPE, register, source, target, matchHash: "", writtenHash: "", origin: "manual" },
    written: { record: {}, body: {}, revision: 0 },
  });
}

describe("a look-up by id", () => {
  it("asks once for a record that a reference leads to as well", async () => {
    const files = {
      "items.yaml": "",
      "labels.yaml": labels("  buyer: shop/customer by customer.guid", 'join(" ", buyer.name, customer.email)'),
    };
    const stage = await stageWith(files, ["labels"]);
    stage.shop.put("customer", { guid: "k1", name: "Acme", email: "pay@acme.example", isActive: true });
    stage.shop.put("order", {
      ...{ guid: "o1", number: 5001, date: "2026-03-01", receiver: "Acme Oy", isTest: true },
      ...{ status: { guid: "s1" }, customer: { guid: "k1" }, project: null },
    });
    await stage.runFlow("labels");
    expect(stage.books.all("item")).toHaveLength(1);
    expect(stage.shop.reads.filter((name) => name === "read customer k1")).toHaveLength(1);
  });
});

describe("a look-up of what a register has linked", () => {
  it("asks the side that the record stands on, though a record of the other side has the same id", async () => {
    const files = {
      "twins.yaml": twins,
      "items.yaml": "",
      "labels.yaml": labels(
        "  origin: linked with customer in twins\n  copy:   linked with project in twins",
        'join(", ", origin.name, copy.name)',
      ),
    };
    const stage = await stageWith(files, ["labels"]);
    const customer = { number: 1, email: null, vatNumber: null, isActive: true, language: "fi" };
    stage.shop.put("customer", { guid: "x1", name: "The customer x1", ...customer });
    stage.shop.put("customer", { guid: "k9", name: "The customer k9", ...customer });
    await link(stage, "twins", "x1", "k9");
    await link(stage, "twins", "p2", "x1");
    stage.shop.put("order", {
      ...{ guid: "o1", number: 5001, date: "2026-03-01", receiver: "Acme Oy", isTest: true },
      ...{ status: { guid: "s1" }, customer: { guid: "x1" }, project: { guid: "x1" } },
    });
    expect(await stage.runFlow("labels")).toMatchObject({ problem: undefined, counts: { created: 1 } });
    expect(stage.books.all("item")).toMatchObject([{ name: "The project p2, The customer k9" }]);
  });

  it("takes a bare id as one of the system that the flow comes from", async () => {
    const stage = await stageWith({ "labels.yaml": back }, ["items", "labels"]);
    stage.books.put("item", { id: 7, code: "C7", name: "Item 7" }, { id: 70, code: "C70", name: "Item 70" });
    stage.shop.put("project", project("7", "The project 7"));
    await link(stage, "items", "7", "70");
    await link(stage, "items", "p2", "7");
    await stage.runFlow("labels");
    expect(new Set(stage.shop.all("customer").map(({ name }) => name))).toEqual(
      new Set(["The project p2", "The project 7"]),
    );
  });

  it("takes a bare id of a source whose id field is not called id", async () => {
    const files = { "labels.yaml": labels("  item: linked with note in items", "item.name") };
    const stage = await stageWith(files, ["items", "labels"]);
    stage.books.put("item", { id: 70, code: "C70", name: "Item 70" });
    await link(stage, "items", "x1", "70");
    stage.shop.put("order", {
      ...{ guid: "o1", number: 5001, date: "2026-03-01", receiver: "Acme Oy", isTest: true, note: "x1" },
      ...{ status: { guid: "s1" }, customer: { guid: "k1" }, project: null },
    });
    await stage.runFlow("labels");
    expect(stage.books.all("item")).toMatchObject([{ id: 70 }, { code: "5001", name: "Item 70" }]);
  });

  it("finds what a transfer made of a record", async () => {
    const stage = await shopStage({
      files: {
        "integration.yaml": base("integration.yaml").replace("  - payments\n", "  - payments\n  - labels\n"),
        "labels.yaml": labels("  original: linked with note in invoices", "text(original.id)"),
      },
    });
    putOrder(stage, "o1");
    stage.books.put("invoice", { id: 40, originalNumber: "1" });
    putOrder(stage, "o2");
    stage.shop.change("order", "o2", { isTest: true, note: "o1" });
    putOrder(stage, "o3");
    stage.shop.change("order", "o3", { isTest: true, note: "gone" });
    await stage.runFlow("invoices");
    const of = (number: number) =>
      stage.books.all("invoice").find(({ originalNumber }) => originalNumber === String(number));
    expect(await stage.runFlow("labels")).toMatchObject({ counts: { created: 1, refused: 1 } });
    expect(stage.books.all("item")).toMatchObject([{ code: "5002", name: String(of(5001)?.["id"]) }]);
  });
});
