import { describe, expect, it } from "vitest";
import { entryName } from "../../../engine/compile/step-names.ts";
import { FileValue, type Value } from "../../../engine/value/value.ts";
import { invoices } from "./invoices.ts";
import { knownWorld, order, sceneOf } from "./shop.ts";

const file = (name: string) => new FileValue(name, "application/pdf", 10, { from: "bytes", bytes: new Uint8Array() });

describe("an entry of a step", () => {
  it.each<[readonly Value[], number, string]>([
    [[file("a.pdf"), file("b.pdf")], 1, "b.pdf"],
    [[file("a.pdf"), file("a.pdf")], 1, "2 a.pdf"],
    [[{ guid: "g1", id: 7 }], 0, "g1"],
    [[{ id: 7 }], 0, "7"],
    [[{ name: "no id" }], 0, "1"],
    [["x", "y"], 1, "2"],
  ])("of %j at %i goes by %s", (entries, index, name) => {
    expect(entryName({ entries, index })).toBe(name);
  });
});

describe("the names of a write", () => {
  const made = { id: 555, balance: 251 };

  it("do not depend on the steps before it, but for the one that older stores know it by", () => {
    const world = knownWorld();
    world.relations.set("o1.files", [file("a.pdf")]);
    const [attachment] = invoices.evaluateStep(sceneOf(world, { attach: "PDF" }), order, "o1", made, 1);
    expect(attachment).toMatchObject({ identity: "o1#a.pdf", formerly: "o1#2/a.pdf" });
    const [action] = invoices.evaluateStep(sceneOf(), order, "o1", made, 2);
    expect(action).toMatchObject({ identity: "o1", formerly: "o1#3" });
  });
});
