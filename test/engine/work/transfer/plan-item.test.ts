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
});
