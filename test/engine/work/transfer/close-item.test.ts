import { describe, expect, it } from "vitest";
import { ReadFault } from "../../../../engine/connector/operations.ts";
import { invoices, verified } from "../shop-mappings.ts";
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

  it("happens when its item is refused, and not when a read has failed", async () => {
    const text = invoices({ onError: "on error:\n  write back: { note: text(number) }" });
    const stage = await withOrders(2, text);
    stage.shop.change("order", "o1", { receiver: null });
    stage.shop.onRead = (name) => {
      if (name === "relation order rows o2")
        throw new ReadFault("broken", { system: "shop", route: "GET /orders/{guid}/rows", message: "HTTP 500" });
    };
    expect(await run(stage)).toMatchObject({ counts: { refused: 2 } });
    expect(stage.shop.must("order", "o1")).toMatchObject({ note: "5001" });
    expect(stage.shop.must("order", "o2")).toMatchObject({ note: null });
    expect(await stage.state("invoices", "o2")).toMatchObject({ state: "refused", code: "read-failed" });
  });
});
