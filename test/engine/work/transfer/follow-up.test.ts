import { describe, expect, it } from "vitest";
import { verified } from "../shop-mappings.ts";
import { type Stage, withOrders } from "../shop-stage.ts";

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
});
