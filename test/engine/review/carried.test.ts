import { describe, expect, it } from "vitest";
import type { ExplainedField } from "../../../engine/review/carried.ts";
import { explainable, explainRecord } from "../../../engine/review/explain.ts";
import { typedShop } from "../compile/shop.ts";
import { invoices } from "../work/shop-mappings.ts";
import { DAY, putOrder, type Stage, withOrders } from "../work/shop-stage.ts";

const text = invoices({ steps: " " });

async function explained(stage: Stage) {
  const found = explainable(typedShop({ "invoices.yaml": text }), "invoices");
  if (found === undefined) throw new Error("the invoices cannot be explained");
  return explainRecord(stage.job(), found, stage.shop.must("order", "o1"));
}

const receiver = ({ fields }: { readonly fields: readonly ExplainedField[] }) =>
  fields.find(({ path }) => path === "receiver.name");

async function prune(stage: Stage): Promise<void> {
  stage.clock.time += DAY;
  for await (const _ of stage.store.upkeep.prune(stage.clock.now()));
}

describe("what was carried", () => {
  it("is told with the values that were sent, whatever became of the record since", async () => {
    const stage = await withOrders(2, text);
    const sentAt = stage.clock.now();
    await stage.run();
    stage.clock.time += DAY;
    expect((await explained(stage)).carried).toMatchObject([
      { item: "o1", at: sentAt, timezone: "Europe/Helsinki", values: "sent", unexplained: [] },
    ]);
    stage.shop.change("order", "o1", { receiver: "Beta Oy" });
    const told = await explained(stage);
    expect(receiver(told)).toMatchObject({ value: "Acme Oy", today: "Beta Oy", sources: [{ value: "Beta Oy" }] });
    expect(told.fields.filter((field) => "today" in field)).toHaveLength(1);
  });

  it("is told with its values alone where the record would be refused now", async () => {
    const stage = await withOrders(1, text);
    await stage.run();
    stage.shop.change("order", "o1", { receiver: null });
    const { fields, carried } = await explained(stage);
    expect(fields).toEqual([]);
    expect(carried[0]?.unexplained).toContainEqual({ path: "receiver.name", value: "Acme Oy" });
  });

  it("whose body was pruned is worked out anew, and the hash tells whether that was sent", async () => {
    const stage = await withOrders(1, text);
    await stage.run();
    await prune(stage);
    expect((await explained(stage)).carried).toMatchObject([{ values: "same", unexplained: [] }]);
    stage.shop.change("order", "o1", { receiver: "Beta Oy" });
    const told = await explained(stage);
    expect(told.carried).toMatchObject([{ values: "changed" }]);
    expect(receiver(told)).toMatchObject({ value: "Beta Oy" });
    expect(told.fields.filter((field) => "today" in field)).toEqual([]);
  });

  it("was not sent where the document was there already", async () => {
    const stage = await withOrders(1, text);
    await stage.run();
    const other = await withOrders(0, text);
    putOrder(other, "o1");
    other.books.put("invoice", ...stage.books.all("invoice"));
    await other.run();
    expect((await explained(other)).carried).toMatchObject([{ values: "found" }]);
  });

  it("is nothing before it has been carried", async () => {
    const stage = await withOrders(1, text);
    expect((await explained(stage)).carried).toEqual([]);
  });
});
