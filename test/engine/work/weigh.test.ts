import { describe, expect, it } from "vitest";
import type { RunOptions } from "../../../engine/work/run.ts";
import type { ApprovedPlan } from "../../../engine/work/weigh.ts";
import { approvedBy } from "./approved-by.ts";
import { project, putOrder, type Stage, shopStage, statusOf, withOrders, withProjects } from "./shop-stage.ts";

async function approved(stage: Stage, options: RunOptions = {}): Promise<ApprovedPlan> {
  const flows = options.flows ?? stage.job().integration.flows.map(({ flow }) => flow.name);
  const madeAt = stage.clock.now();
  return approvedBy((await stage.plan(options)).actions, { madeAt, flows });
}

async function carried(stage: Stage, plan: ApprovedPlan) {
  const report = await stage.run({ approved: plan });
  if (report.kind !== "done") throw new Error(JSON.stringify(report));
  return {
    created: Object.fromEntries(report.flows.map(({ flow, counts }) => [flow, counts.created])),
    leftOut: report.leftOut.map(({ record, code }) => [record, code]),
    texts: report.leftOut.map(({ text }) => text),
    id: report.id,
  };
}

describe("a saved plan", () => {
  it("carries what it shows, and nothing that came later", async () => {
    const stage = await withOrders(3);
    const plan = await approved(stage);
    putOrder(stage, "o9");
    const { created, leftOut, id } = await carried(stage, plan);
    expect(created["invoices"]).toBe(3);
    expect(leftOut).toEqual([]);
    expect(statusOf(stage, "o1")).toBe("In books");
    expect(statusOf(stage, "o9")).toBe("To books");
    expect(id).toMatch(/^plan-p1-/);
    expect((await stage.log({ code: "transferred" })).every(({ run }) => run === id)).toBe(true);
  });

  it("leaves out what was changed, deleted or set back since, with a word each", async () => {
    const stage = await withOrders(5);
    const plan = await approved(stage);
    stage.shop.change("order", "o1", { receiver: "Other Oy" });
    stage.shop.relate("order", "o2", "rows", [
      {
        guid: "row-o2",
        code: "PLAN",
        description: "Planning",
        quantity: 3,
        price: { amount: 100, currencyCode: "EUR" },
      },
    ]);
    stage.shop.remove("order", "o3");
    stage.shop.change("order", "o4", { status: { guid: "s3" } });
    const { created, leftOut, texts } = await carried(stage, plan);
    expect(leftOut).toEqual([
      ["o1", "changed"],
      ["o2", "changed"],
      ["o3", "gone"],
      ["o4", "not-due"],
    ]);
    expect(texts[0]).toMatch(/^5001.* has changed since the plan: receiver\.name was "Acme Oy" and is "Other Oy"\.$/);
    expect(texts[1]).toMatch(/rows\.1\.quantity was 2 and is 3\.$/);
    expect(created["invoices"]).toBe(1);
    expect(stage.books.all("invoice")).toHaveLength(1);
    expect(await stage.state("invoices", "o1")).toBeUndefined();
  });

  it("carried once more says what is done, and does nothing", async () => {
    const stage = await withOrders(2);
    const plan = await approved(stage);
    await carried(stage, plan);
    const writes = stage.books.written.length + stage.shop.written.length;
    const { leftOut, texts } = await carried(stage, plan);
    expect(leftOut).toEqual([
      ["o1", "done"],
      ["o2", "done"],
    ]);
    expect(texts[0]).toMatch(/^5001.* transferred as \d+, since the plan was made\.$/);
    expect(stage.books.written.length + stage.shop.written.length).toBe(writes);
  });

  it("of registers too, and moves no watermark", async () => {
    const stage = await withProjects(3);
    const plan = await approved(stage);
    stage.shop.change("project", "p2", { name: "Other" });
    stage.shop.put("project", project("p4"));
    const { created, leftOut } = await carried(stage, plan);
    expect([created["items"], leftOut]).toEqual([2, [["p2", "changed"]]]);
    expect(await stage.store.cursors.get("acme/shop-books", "items", "changed")).toBeUndefined();
    expect((await stage.runFlow("items")).counts.created).toBe(2);
  });
});

describe("prerequisites of a saved plan", () => {
  it("are made with the documents that need them, and with no others", async () => {
    const stage = await shopStage();
    putOrder(stage, "o1");
    putOrder(stage, "o2");
    const plan = await approved(stage, { flows: ["invoices"] });
    expect(plan.items.map(({ flow, record }) => `${flow} ${record}`)).toEqual(
      expect.arrayContaining(["partners k-o1", "partners k-o2", "invoices o1", "invoices o2"]),
    );
    stage.shop.change("order", "o1", { receiver: "Other Oy" });
    const { created, leftOut } = await carried(stage, plan);
    expect(created).toEqual({ invoices: 1 });
    expect(leftOut).toEqual([
      ["o1", "changed"],
      ["k-o1", "not-due"],
    ]);
    expect(stage.books.all("partner")).toHaveLength(1);
  });

  it("that the plan does not have leave their document out before anything is made", async () => {
    const stage = await shopStage();
    putOrder(stage, "o1");
    const plan = await approved(stage, { flows: ["invoices"] });
    stage.shop.put("customer", { ...stage.shop.must("customer", "k-o1"), guid: "k-new", number: 77, name: "New Oy" });
    stage.shop.change("order", "o1", { customer: { guid: "k-new" } });
    const { leftOut, texts } = await carried(stage, plan);
    expect(leftOut).toContainEqual(["o1", "prerequisite"]);
    expect(texts.join("\n")).toMatch(/which the plan does not have/);
    expect(stage.books.all("partner")).toHaveLength(0);
    expect(stage.books.all("invoice")).toHaveLength(0);
  });

  it("that are refused are nothing that is left out", async () => {
    const stage = await shopStage({
      files: { "partners.yaml": partnersOfALanguage.replace("else: create", "else: refuse") },
    });
    putOrder(stage, "o1");
    const plan = await approved(stage, { flows: ["invoices"] });
    expect(plan.items.map(({ flow, actions }) => [flow, actions[0]?.action])).toContainEqual(["partners", "refuse"]);
    expect((await carried(stage, plan)).leftOut).toEqual([]);
    stage.shop.change("order", "o1", { status: { guid: "s3" } });
    expect((await carried(stage, plan)).leftOut).toEqual([["o1", "not-due"]]);
  });
});

const partnersOfALanguage = `
register: partners
title: Customers of invoices
from: shop/customer
to:   books/partner
run:  when needed
once for: [language]
over: refuse
match:
  link: books.number == language
  else: create
fields:
  name:    language
  type:    CUSTOMER
  number:  language
  street1: name
`;
