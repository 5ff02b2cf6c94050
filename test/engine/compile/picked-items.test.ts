import { describe, expect, it } from "vitest";
import { invoices } from "./invoices.ts";
import { order, sceneOf } from "./shop.ts";

describe("a transfer", () => {
  it("leaves out what is not picked", () => {
    expect(invoices.evaluate(sceneOf(), { ...order, status: { guid: "s9" } })).toEqual([]);
  });
});
