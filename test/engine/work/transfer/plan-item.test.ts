import { describe, expect, it } from "vitest";
import { SCOPE, withOrders } from "../shop-stage.ts";

describe("planning an item", () => {
  it("a plan writes neither to the systems nor to the store", async () => {
    const stage = await withOrders(3);
    const before = await stage.log();
    const plan = await stage.plan();
    expect(plan.actions.filter(({ action }) => action === "create")).toHaveLength(3);
    expect(stage.shop.written).toEqual([]);
    expect(stage.books.written).toEqual([]);
    expect(await stage.log()).toEqual(before);
    expect(await stage.store.intents.open(SCOPE)).toEqual([]);
    expect(await stage.store.records.list(SCOPE, {})).toEqual([]);
  });

  it("says that what was made and has not been moved on will be moved on", async () => {
    const stage = await withOrders(1);
    stage.shop.onWrite = () => ({ kind: "rejected", status: 400, faults: [{ code: "E", message: "locked" }] });
    await stage.runFlow("invoices");
    stage.shop.onWrite = () => undefined;
    stage.shop.change("order", "o1", { receiver: "Acme Oyj" });
    expect((await stage.plan({ flows: ["invoices"] })).actions).toMatchObject([
      { action: "write back", to: "shop/order", target: "1" },
    ]);
  });

  it("waits with what was sent and is not known to have arrived", async () => {
    const stage = await withOrders(1);
    stage.books.onWrite = () => ({ kind: "uncertain", reason: "no answer" });
    await stage.runFlow("invoices");
    expect((await stage.plan({ flows: ["invoices"] })).actions).toMatchObject([{ action: "wait", record: "o1" }]);
  });

  it("lists the steps that will be taken, in their order", async () => {
    const stage = await withOrders(1);
    expect((await stage.plan({ flows: ["invoices"] })).actions.map(({ action, to }) => [action, to])).toEqual([
      ["create", "books/invoice"],
      ["write back", "write back"],
    ]);
  });
});
