import { describe, expect, it, vi } from "vitest";
import { ReadFault } from "../../../engine/connector/operations.ts";
import type { RunOptions } from "../../../engine/work/run.ts";
import type { ApprovedPlan } from "../../../engine/work/weigh.ts";
import { approvedBy } from "./approved-by.ts";
import { MINUTE, project, putOrder, type Stage, shopStage, statusOf, withOrders, withProjects } from "./shop-stage.ts";

async function approved(stage: Stage, options: RunOptions = {}): Promise<ApprovedPlan> {
  const flows = options.flows ?? stage.job().integration.flows.map(({ flow }) => flow.name);
  const madeAt = stage.clock.now();
  return approvedBy((await stage.plan(options)).actions, { madeAt, flows });
}

async function carried(stage: Stage, plan: ApprovedPlan, options: RunOptions = {}) {
  const report = await stage.run({ ...options, approved: plan });
  if (report.kind !== "done") throw new Error(JSON.stringify(report));
  return {
    created: Object.fromEntries(report.flows.map(({ flow, counts }) => [flow, counts.created])),
    leftOut: report.leftOut.map(({ record, code }) => [record, code]),
    texts: report.leftOut.map(({ text }) => text),
    id: report.id,
  };
}

/** Does something when the plan was weighed and nothing is carried yet. */
function onceWeighed(stage: Stage, work: () => void): void {
  const { runs } = stage.store;
  const start = runs.start.bind(runs);
  vi.spyOn(runs, "start").mockImplementationOnce((summary) => {
    work();
    return start(summary);
  });
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

  it("leaves out what changes after it was weighed, too", async () => {
    const stage = await withOrders(3);
    const plan = await approved(stage);
    onceWeighed(stage, () => stage.shop.change("order", "o2", { receiver: "Other Oy" }));
    const { created, leftOut } = await carried(stage, plan);
    expect([created["invoices"], leftOut]).toEqual([2, [["o2", "changed"]]]);
    expect(stage.books.all("invoice")).toHaveLength(2);
  });

  it("that is stopped says nothing of what it did not come to", async () => {
    const stage = await withOrders(3);
    const plan = await approved(stage);
    let isStopping = false;
    onceWeighed(stage, () => {
      isStopping = true;
    });
    const { leftOut } = await carried(stage, plan, { stopping: () => isStopping });
    expect(leftOut).toEqual([]);
    expect(stage.books.all("invoice")).toHaveLength(0);
  });

  it("of named records tries again what was refused as it is", async () => {
    const stage = await withOrders(1);
    stage.books.onWrite = ({ kind }) =>
      kind === "invoice"
        ? { kind: "rejected", status: 400, faults: [{ code: "CLOSED", message: "closed" }] }
        : undefined;
    await stage.run();
    stage.books.onWrite = () => undefined;
    const selection = { kind: "named", records: new Map([["invoices", ["o1"]]]), insists: true } as const;
    const plan = await approved(stage, { selection, flows: ["invoices"] });
    expect((await carried(stage, { ...plan, insists: true })).created).toEqual({ invoices: 1 });
    expect(stage.books.all("invoice")).toHaveLength(1);
  });

  it("takes nothing for done since that was done before it was made", async () => {
    const stage = await withProjects(1);
    await stage.runFlow("items");
    stage.clock.time += MINUTE;
    const { name } = stage.shop.must("project", "p1");
    stage.shop.change("project", "p1", { name: "Other" });
    const plan = await approved(stage, { flows: ["items"] });
    stage.shop.change("project", "p1", { name });
    expect((await carried(stage, plan)).leftOut).toEqual([["p1", "not-due"]]);
  });

  it("says of records that could not be looked at what kept it from that", async () => {
    const stage = await withOrders(1);
    const plan = await approved(stage);
    stage.shop.onRead = (name) => {
      if (!name.includes("order ")) return;
      throw new ReadFault("later", { system: "shop", route: "orders", message: "shop is down" });
    };
    const { leftOut, texts } = await carried(stage, plan);
    expect(leftOut).toContainEqual(["o1", "problem"]);
    expect(texts.join()).toContain("shop is down");
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

  it("are made though something else about them has changed, since only what is written counts", async () => {
    const stage = await shopStage();
    putOrder(stage, "o1");
    const plan = await approved(stage, { flows: ["invoices"] });
    const partner = plan.items.find(({ flow }) => flow === "partners");
    const [action] = partner?.actions ?? [];
    const items = plan.items.map((item) =>
      item === partner && action !== undefined ? { ...item, actions: [{ ...action, sourceHash: "another" }] } : item,
    );
    expect(await carried(stage, { ...plan, items })).toMatchObject({ created: { invoices: 1 }, leftOut: [] });
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
