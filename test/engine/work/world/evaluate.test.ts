import { describe, expect, it } from "vitest";
import { ReadFault } from "../../../../engine/connector/operations.ts";
import type { RecordValue, Value } from "../../../../engine/value/value.ts";
import { evaluateAll, evaluateOne, knownOrAnew, ROUNDS_MAX } from "../../../../engine/work/world/evaluate.ts";
import { byId, Source, worldOf } from "./world-fixtures.ts";

describe("evaluating records together", () => {
  it("refuses the one record whose look-ups never end, and gives the others", async () => {
    const world = worldOf(new Source(), 8);
    const chain = (id: string, depth: number): Value => {
      const found = world.lookup(byId(id)) as RecordValue | undefined;
      return found === undefined || depth === 0 ? found : chain(String(found["next"]), depth - 1);
    };
    const results = await evaluateAll(world, [1, ROUNDS_MAX - 1, ROUNDS_MAX + 5], (depth) => chain(`c${depth}`, depth));
    expect(results[0]).toMatchObject({ guid: "c1+" });
    expect(results[1]).not.toBeInstanceOf(ReadFault);
    expect(results[2]).toBeInstanceOf(ReadFault);
  });

  it("keeps a fault of ours in the evaluation of one record with that record", async () => {
    const world = worldOf(new Source(), 4);
    const results = await evaluateAll(world, [1, 2, 3], (index) => {
      if (index === 2) throw new TypeError("no such thing");
      return index;
    });
    expect(results[0]).toBe(1);
    expect(results[1]).toMatchObject({ message: "no such thing" });
    expect(results[2]).toBe(3);
  });
});

describe("evaluating once", () => {
  it("asks nobody when all is known, and otherwise in as many rounds as it takes", async () => {
    const source = new Source();
    const scene = { world: worldOf(source, 4), settings: {} };
    const next = () => {
      const first = scene.world.lookup(byId("c1")) as RecordValue | undefined;
      return first === undefined ? undefined : scene.world.lookup(byId(String(first["next"])));
    };
    expect(await evaluateOne(scene, next)).toMatchObject({ guid: "c1+" });
    expect(source.calls).toBe(2);
    expect(await evaluateOne(scene, next)).toMatchObject({ guid: "c1+" });
    expect(source.calls).toBe(2);
  });

  it("keeps an answer that is known, and evaluates anew when it turns out to need more", async () => {
    const scene = { world: worldOf(new Source(), 4), settings: {} };
    const anew = () => "anew";
    expect(await knownOrAnew(scene, () => "known", anew)).toBe("known");
    expect(await knownOrAnew(scene, () => scene.world.lookup(byId("c2")), anew)).toBe("anew");
  });

  it("has the fault of its look-up as its result", async () => {
    const source = new Source();
    source.spoilt = () => {
      throw new ReadFault("rejected", { system: "shop", route: "GET /customers", message: "no" });
    };
    const scene = { world: worldOf(source, 4), settings: {} };
    expect(await evaluateOne(scene, () => scene.world.lookup(byId("c3")))).toBeInstanceOf(ReadFault);
  });
});
