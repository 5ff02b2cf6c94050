import { describe, expect, it } from "vitest";
import { only, saidOf } from "./invoices.ts";
import { knownWorld, order, sceneOf } from "./shop.ts";

describe("a transfer", () => {
  it("is refused without a required value, by field and source", () => {
    const evaluation = only(sceneOf(), { ...order, receiver: null });
    if (evaluation.kind !== "refused") throw new Error(evaluation.kind);
    expect(evaluation.said[0]).toMatchObject({
      code: "required-missing",
      text: "receiver.name is required and has no value.",
      advice: "Fill in receiver in Shop.",
      facts: { field: "receiver.name" },
    });
  });

  it("says all that is wrong, with the row it is in", () => {
    const world = knownWorld();
    world.relations.set("o1.rows", [
      { guid: "r1", description: "Fine", quantity: 1, category: "Goods", unit: "pc" },
      { guid: "r2", description: null, quantity: 1, category: "Goods", unit: "pc" },
    ]);
    const said = saidOf(only(sceneOf(world), { ...order, number: null }));
    expect(said).toEqual([
      "originalNumber is required and has no value.",
      "rows.product (row 2) is required and has no value.",
    ]);
  });

  it("is refused when it has no rows, since the other side requires some", () => {
    const world = knownWorld();
    world.relations.set("o1.rows", []);
    expect(saidOf(only(sceneOf(world), order))).toEqual(["rows is required and has no value."]);
  });
});
