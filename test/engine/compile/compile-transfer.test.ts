import { describe, expect, it } from "vitest";
import { invoices, only } from "./invoices.ts";
import { order, sceneOf } from "./shop.ts";

describe("a transfer", () => {
  it("makes the target's record, with its keys in the order of the mapping", () => {
    const evaluation = only(sceneOf(), order);
    if (evaluation.kind !== "ready") throw new Error(JSON.stringify(evaluation));
    expect(evaluation.item).toEqual({ id: "o1", label: "5001 Acme Oy" });
    expect(JSON.stringify(evaluation.body)).toBe(
      JSON.stringify({
        type: "SALES",
        status: "UNFINISHED",
        originalNumber: "5001",
        date: "2026-03-01",
        partnerId: 900,
        receiver: { name: "Acme Oy", street: "Katu 1", email: "pay@acme.example", country: "FINLAND" },
        channel: "EMAIL",
        penalty: 8.13,
        account: "FI2112345600000785",
        text: "Thank you",
        rows: [
          { product: "Planning", code: "PLAN", quantity: 2, price: 100, unit: "HOUR" },
          { product: "Travel", code: "T", quantity: 12.5, price: 0.55, unit: "KILOMETER" },
        ],
      }),
    );
  });

  it("makes the same of the same record however often it is asked", () => {
    const scene = sceneOf();
    expect(invoices.evaluate(scene, order)).toEqual(invoices.evaluate(scene, order));
  });
});
