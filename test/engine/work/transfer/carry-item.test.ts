import { describe, expect, it } from "vitest";
import { onlyInvoices, rowwise } from "../shop-mappings.ts";
import { DAY, MINUTE, putOrder, SCOPE, type Stage, shopStage, statusOf, withOrders } from "../shop-stage.ts";

const run = (stage: Stage) => stage.runFlow("invoices");

describe("an item that is carried", () => {
  it("an invoice that was refused is sent again when it changes or by retry, and not before", async () => {
    const stage = await withOrders(2);
    let sent = 0;
    stage.books.onWrite = ({ body }) => {
      if (body["originalNumber"] !== "5001") return undefined;
      sent++;
      return { kind: "rejected", status: 422, faults: [{ code: "E", message: "no" }] };
    };
    await run(stage);
    await run(stage);
    expect(sent).toBe(1);
    expect((await stage.plan({ flows: ["invoices"] })).actions).toMatchObject([{ action: "refuse", record: "o1" }]);
    stage.shop.change("order", "o1", { note: "looked at" });
    await run(stage);
    expect(sent).toBe(1);
    stage.shop.change("order", "o1", { receiver: "Acme Oyj" });
    await run(stage);
    expect(sent).toBe(2);
    await stage.store.records.retry(SCOPE, "invoices", "o1");
    await run(stage);
    expect(sent).toBe(3);
    expect(await stage.log({ level: "error" })).toHaveLength(1);
  });

  it("set to be transferred again, it is moved on again and not made again", async () => {
    const stage = await withOrders(1);
    await run(stage);
    for (let time = 0; time < 3; time++) {
      stage.shop.change("order", "o1", { status: { guid: "s1", name: "To books" } });
      await run(stage);
      expect(statusOf(stage, "o1")).toBe("In books");
    }
    expect(stage.books.writesOf("invoice", "create")).toHaveLength(1);
    expect(await stage.log({ code: "transferred" })).toHaveLength(1);
  });
});

describe("items of a document", () => {
  function rows(...descriptions: readonly string[]) {
    return descriptions.map((description, index) => ({
      ...{ guid: `r${index}`, description, quantity: 1, category: "Hours", unit: "h", code: null },
      price: { amount: 1, currencyCode: "EUR" },
    }));
  }

  it("go each once, whatever the order and however often the document comes; shared steps are done once", async () => {
    const stage = await shopStage({
      files: { "invoices.yaml": rowwise, "payments.yaml": "", "integration.yaml": onlyInvoices },
    });
    putOrder(stage, "o1");
    stage.shop.relate("order", "o1", "rows", rows("A", "B"));
    await run(stage);
    stage.shop.relate("order", "o1", "rows", rows("C", "B", "A"));
    stage.shop.change("order", "o1", { note: "changed" });
    await run(stage);
    expect(stage.books.all("invoice").map(({ originalNumber }) => originalNumber)).toEqual([
      "5001-A",
      "5001-B",
      "5001-C",
    ]);
    stage.clock.time += 2 * DAY;
    await run(stage);
    expect(stage.books.writesOf("invoice", "create")).toHaveLength(3);
    expect((await stage.plan({ flows: ["invoices"] })).actions.filter(({ action }) => action !== "nothing")).toEqual(
      [],
    );
  });

  it("that were refused are looked at again though their document has not changed", async () => {
    const stage = await shopStage({
      files: { "invoices.yaml": rowwise, "payments.yaml": "", "integration.yaml": onlyInvoices },
    });
    putOrder(stage, "o1");
    stage.shop.relate("order", "o1", "rows", rows("A", "B"));
    stage.books.onWrite = ({ body }) =>
      body["originalNumber"] === "5001-B" ? { kind: "not-executed", reason: "busy", waitMs: 60_000 } : undefined;
    await run(stage);
    expect(stage.books.all("invoice")).toHaveLength(1);
    stage.books.onWrite = () => undefined;
    stage.clock.time += 60 * MINUTE;
    await run(stage);
    expect(stage.books.all("invoice")).toHaveLength(2);
    expect(await stage.store.memory.all(SCOPE, "open invoices")).toEqual(new Map());
  });
});
