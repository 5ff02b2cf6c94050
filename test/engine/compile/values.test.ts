import { describe, expect, it } from "vitest";
import { only } from "./invoices.ts";
import { order, sceneOf } from "./shop.ts";

describe("a transfer", () => {
  it("is refused with a text over its limit, by field, limit and length", () => {
    const evaluation = only(sceneOf(), { ...order, receiver: "A".repeat(81) });
    if (evaluation.kind !== "refused") throw new Error(evaluation.kind);
    expect(evaluation.said).toHaveLength(1);
    expect(evaluation.said[0]).toMatchObject({
      code: "text-too-long",
      facts: { field: "receiver.name", limit: 80, length: 81 },
    });
    expect(only(sceneOf(), { ...order, receiver: "😀".repeat(80) }).kind).toBe("ready");
  });
});
