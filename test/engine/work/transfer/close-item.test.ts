import { describe, expect, it } from "vitest";
import { verified } from "../shop-mappings.ts";
import { MINUTE, type Stage, statusOf, withOrders } from "../shop-stage.ts";

const run = (stage: Stage) => stage.runFlow("invoices");

describe("telling the source", () => {
  it("the status of an error and the status of success never overtake each other", async () => {
    const stage = await withOrders(1, verified);
    stage.shop.change("order", "o1", { total: { amount: 10, currencyCode: "EUR" } });
    stage.shop.onWrite = () => ({ kind: "uncertain", reason: "no answer" });
    await run(stage);
    stage.shop.onWrite = () => undefined;
    stage.shop.change("order", "o1", { total: { amount: 0, currencyCode: "EUR" } });
    await run(stage);
    expect(stage.shop.written).toEqual([]);
    stage.clock.time += 10 * MINUTE;
    await run(stage);
    expect(statusOf(stage, "o1")).toBe("In books");
  });
});
