import { describe, expect, it } from "vitest";
import { compiledShop, sceneOf } from "./shop.ts";

const shop = compiledShop();

describe("a follow", () => {
  const payments = shop.flows.find(({ flow }) => flow.name === "payments")?.flow;
  const order = { guid: "o1", status: { guid: "s2" } };
  const evaluate = (source: typeof order, target: Record<string, string | number>) =>
    payments?.kind === "follow" ? payments.evaluate(sceneOf(), source, target) : undefined;

  it("does what the first rule that holds says", () => {
    expect(evaluate(order, { id: 1, balance: 0, status: "PAID" })).toMatchObject({
      rule: "paid",
      writeBack: { status: { guid: "s1" } },
      last: true,
    });
    expect(evaluate(order, { id: 1, balance: 3, status: "PAID" })).toBeUndefined();
  });

  it("leaves alone what is in another state by now", () => {
    expect(evaluate({ guid: "o1", status: { guid: "s9" } }, { id: 1, balance: 0, status: "PAID" })).toBeUndefined();
  });
});
