import { describe, expect, it } from "vitest";
import { MINUTE, SCOPE, type Stage, statusOf, withOrders } from "../shop-stage.ts";

const run = (stage: Stage) => stage.runFlow("invoices");

/** The write-back of an order arrived, and its answer was lost. */
async function lost(arrived: boolean): Promise<Stage> {
  const stage = await withOrders(1);
  stage.shop.onWrite = ({ body }) => {
    if (arrived) stage.shop.change("order", "o1", body);
    return { kind: "uncertain", reason: "no answer" };
  };
  await run(stage);
  stage.shop.onWrite = () => undefined;
  expect(await stage.state("invoices", "o1")).toMatchObject({ state: "waiting" });
  return stage;
}

describe("a write-back whose answer was lost", () => {
  it("is taken for done when its order has left the list by it, once it can no longer land", async () => {
    const stage = await lost(true);
    await run(stage);
    expect(await stage.store.intents.open(SCOPE)).toHaveLength(1);
    stage.clock.time += 10 * MINUTE;
    await run(stage);
    expect(await stage.store.intents.open(SCOPE)).toEqual([]);
    expect(await stage.state("invoices", "o1")).toMatchObject({ state: "watched", target: "1" });
    expect(stage.books.writesOf("invoice", "create")).toHaveLength(1);
  });

  it("is given up when a person has moved the order elsewhere", async () => {
    const stage = await lost(false);
    stage.shop.change("order", "o1", { status: { guid: "s3", name: "Draft" } });
    stage.clock.time += 10 * MINUTE;
    await run(stage);
    expect(await stage.store.intents.open(SCOPE)).toEqual([]);
    expect(statusOf(stage, "o1")).toBe("Draft");
    expect(await stage.state("invoices", "o1")).toMatchObject({ state: "watched" });
  });

  it("is written again when the order is still in the list", async () => {
    const stage = await lost(false);
    stage.clock.time += 10 * MINUTE;
    await run(stage);
    expect(statusOf(stage, "o1")).toBe("In books");
    expect(await stage.store.intents.open(SCOPE)).toEqual([]);
  });
});
