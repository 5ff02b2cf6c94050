import { describe, expect, it } from "vitest";
import { verified } from "../shop-mappings.ts";
import { DAY, MINUTE, type Stage, statusOf, withOrders } from "../shop-stage.ts";

const run = (stage: Stage) => stage.runFlow("invoices");

describe("a document that was made before", () => {
  it("says that a change made after the transfer is not carried; made anew only when it was taken away", async () => {
    const stage = await withOrders(1);
    await run(stage);
    stage.shop.change("order", "o1", { receiver: "Another Oy", status: { guid: "s1" } });
    stage.clock.time += DAY;
    await run(stage);
    expect(await stage.log({ code: "transferred-before" })).toHaveLength(1);
    expect(stage.books.writesOf("invoice", "create")).toHaveLength(1);
    stage.books.remove("invoice", 1);
    stage.shop.change("order", "o1", { status: { guid: "s1" } });
    await run(stage);
    expect(stage.books.all("invoice")).toMatchObject([{ receiver: { name: "Another Oy" } }]);
    expect(statusOf(stage, "o1")).toBe("In books");
    expect(await run(stage)).toMatchObject({ counts: { taken: 0 } });
  });

  it("is taken out again when it is not what it should be, once, and is made again when it has changed", async () => {
    const stage = await withOrders(1, verified);
    stage.shop.change("order", "o1", { total: { amount: 10, currencyCode: "EUR" } });
    await run(stage);
    expect(stage.books.all("invoice")).toEqual([]);
    expect(stage.shop.must("order", "o1")).toMatchObject({ note: "5001", status: { guid: "s1" } });
    expect(await stage.state("invoices", "o1")).toMatchObject({ state: "refused", code: "totals-differ" });
    stage.clock.time += 20 * MINUTE;
    await run(stage);
    await run(stage);
    expect(stage.books.writesOf("invoice", "create").length).toBeLessThanOrEqual(2);
    const made = stage.books.writesOf("invoice", "create").length;
    await run(stage);
    expect(stage.books.writesOf("invoice", "create")).toHaveLength(made);
    stage.shop.change("order", "o1", { total: { amount: 0, currencyCode: "EUR" } });
    await run(stage);
    expect(stage.books.all("invoice")).toHaveLength(1);
    expect(statusOf(stage, "o1")).toBe("In books");
    expect(await stage.state("invoices", "o1")).toMatchObject({ state: "watched" });
  });
});
