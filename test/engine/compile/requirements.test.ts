import { describe, expect, it } from "vitest";
import { only, saidOf, shop } from "./invoices.ts";
import { knownWorld, order, sceneOf } from "./shop.ts";

describe("a transfer", () => {
  it("goes on without what a prerequisite passes over", () => {
    const world = knownWorld();
    world.needs.set("partners k1", { state: "passed" });
    const evaluation = only(sceneOf(world), order);
    expect(evaluation.kind === "ready" && evaluation.body["partnerId"]).toBeUndefined();
    expect(evaluation.kind).toBe("ready");
  });

  it("is refused with what a prerequisite says", () => {
    const world = knownWorld();
    const said = {
      code: "number-taken",
      text: "The number 1 is taken.",
      advice: undefined,
      facts: {},
      span: shop.flows[0]?.flow.span as never,
    };
    world.needs.set("partners k1", { state: "refused", said: [said] });
    expect(saidOf(only(sceneOf(world), order))).toEqual(["The number 1 is taken."]);
  });

  it("is refused by a rule that asks the record being made", () => {
    expect(saidOf(only(sceneOf(undefined, { email: false }), { ...order, street: " " }))).toEqual([
      "The invoice for Acme Oy has no street.",
    ]);
    expect(only(sceneOf(), { ...order, street: " " }).kind).toBe("ready");
  });
});
