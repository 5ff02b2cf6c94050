import { describe, expect, it } from "vitest";
import { only, saidOf } from "./invoices.ts";
import { knownWorld, order, sceneOf } from "./shop.ts";

describe("a transfer", () => {
  it("says what its own rules say of each row, and no more", () => {
    const world = knownWorld();
    const row = { quantity: 1, category: "Goods" };
    world.relations.set("o1.rows", [
      { ...row, guid: "r1", description: "Fine", unit: "pc" },
      { ...row, guid: "r2", description: null, unit: "box" },
      { ...row, guid: "r3", description: "Odd", unit: "m2" },
    ]);
    expect(saidOf(only(sceneOf(world), order))).toEqual(["There is no unit box.", "There is no unit m2."]);
  });
});
