import { describe, expect, it } from "vitest";
import { invoices, verified } from "../shop-mappings.ts";
import { MINUTE, type Stage, statusOf, withOrders } from "../shop-stage.ts";

const run = (stage: Stage) => stage.runFlow("invoices");

describe("a document that is verified", () => {
  it("exactly at the limit stays", async () => {
    for (const [amount, count] of [
      [0.05, 1],
      [0.06, 0],
    ] as const) {
      const stage = await withOrders(1, verified);
      stage.shop.change("order", "o1", { total: { amount, currencyCode: "EUR" } });
      await run(stage);
      expect(stage.books.all("invoice")).toHaveLength(count);
    }
  });

  it("stays with a warning, or refused, as the verification says", async () => {
    for (const [otherwise, state, status] of [
      ["warn", "watched", "In books"],
      ["refuse", "refused", "To books"],
    ] as const) {
      const stage = await withOrders(1, verified.replace("undo", otherwise));
      stage.shop.change("order", "o1", { total: { amount: 10, currencyCode: "EUR" } });
      await run(stage);
      expect(stage.books.all("invoice")).toHaveLength(1);
      expect(await stage.state("invoices", "o1")).toMatchObject({ state });
      expect(statusOf(stage, "o1")).toBe(status);
      expect(await stage.log({ code: "totals-differ" })).toHaveLength(1);
    }
  });

  it("is not moved on while a step before is not settled", async () => {
    const stage = await withOrders(1, invoices({ steps: 'then:\n  - do: approve\n  - write back: { note: "done" }' }));
    stage.books.onWrite = ({ operation }) =>
      operation === "action" ? { kind: "not-executed", reason: "busy", waitMs: 60_000 } : undefined;
    await run(stage);
    expect(stage.shop.written).toEqual([]);
    stage.books.onWrite = () => undefined;
    stage.clock.time += 10 * MINUTE;
    await run(stage);
    expect(stage.books.all("invoice")).toMatchObject([{ status: "APPROVED" }]);
    expect(stage.shop.must("order", "o1")).toMatchObject({ note: "done" });
  });
});
