import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ReadFault } from "../../../../engine/connector/operations.ts";
import { lookupLinked } from "../../../../engine/language/types/lookup.ts";
import type { Value } from "../../../../engine/value/value.ts";
import { evaluateAll } from "../../../../engine/work/world/evaluate.ts";
import { KEPT_MAX } from "../../../../engine/work/world/run-world.ts";
import { byId, fault, rowsOf, Source, worldOf } from "./world-fixtures.ts";

describe("evaluating records together", () => {
  it("comes to an end with more look-ups in a window than are kept between windows", async () => {
    const source = new Source();
    const world = worldOf(source, 8);
    const subjects = Array.from({ length: 5_000 }, (_, index) => index);
    const perSubject = Math.ceil((KEPT_MAX * 1.5) / subjects.length);
    const results = await evaluateAll(world, subjects, (index) => {
      for (let at = 0; at < perSubject; at++) world.lookup(byId(`${index}.${at}`));
      return index;
    });
    expect(results).toEqual(subjects);
    expect(source.calls).toBe(1);
  });

  it("keeps a look-up that fails with the records that ask for it, wherever they stand", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.array(fc.nat({ max: 299 }), { maxLength: 5 }),
        fc.constantFrom("rejected" as const, "broken" as const),
        async (count, bad, kind) => {
          const source = new Source();
          const spoilt = new Set(bad.map((index) => `o${index}`));
          source.spoilt = (id) => {
            if (spoilt.has(id)) throw fault(kind);
          };
          const world = worldOf(source, 4);
          const subjects = Array.from({ length: count }, (_, index) => `o${index}`);
          const results = await evaluateAll(world, subjects, (id) => world.lookup(rowsOf(id)));
          for (const [index, id] of subjects.entries())
            expect(results[index] instanceof ReadFault).toBe(spoilt.has(id));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("asks again for a link that was not there, when the records in hand have been dealt with", async () => {
    const source = new Source();
    const world = worldOf(source, 8);
    const linked = async (): Promise<Value> =>
      (await evaluateAll(world, ["c1"], (id) => world.lookup(lookupLinked("customers", "from", id))))[0] as Value;
    expect(await linked()).toBeNull();
    source.links.set("c1", { id: 5 });
    expect(await linked()).toBeNull();
    world.forgetRelations();
    expect(await linked()).toEqual({ id: 5 });
    world.forgetRelations();
    expect(await linked()).toEqual({ id: 5 });
    expect(source.calls).toBe(2);
  });

  it("lets one document wait whose look-up the system never gives in time", async () => {
    const source = new Source();
    source.spoilt = (id) => {
      if (id === "o7") throw fault("later", "HTTP 500");
    };
    const world = worldOf(source, 4);
    const subjects = Array.from({ length: 200 }, (_, index) => `o${index}`);
    const results = await evaluateAll(world, subjects, (id) => world.lookup(rowsOf(id)));
    expect(results.filter((result) => result instanceof ReadFault)).toHaveLength(1);
  });

  it("ends with a system that is down after a few calls", async () => {
    const source = new Source();
    source.spoilt = () => {
      throw fault("later", "HTTP 503");
    };
    const world = worldOf(source, 4);
    const subjects = Array.from({ length: 5_000 }, (_, index) => `o${index}`);
    await expect(evaluateAll(world, subjects, (id) => world.lookup(rowsOf(id)))).rejects.toThrow("HTTP 503");
    expect(source.calls).toBeLessThan(10);
  });

  it("leaves nothing under way when it fails", async () => {
    const source = new Source();
    source.needs = async (_register, record) => {
      source.underWay++;
      for (let turn = 0; turn < Number(record["turns"]); turn++) await new Promise((resolve) => setImmediate(resolve));
      source.underWay--;
      if (record["turns"] === 0) throw fault("blocked");
      return { state: "passed" };
    };
    const world = worldOf(source, 8);
    const asking = evaluateAll(world, [3, 0, 5], (turns) => world.need("customers", { turns }, `n${turns}`, false));
    await expect(asking).rejects.toThrow(ReadFault);
    expect(source.underWay).toBe(0);
  });
});

describe("prerequisites of prerequisites", () => {
  /** Needs by name: each is evaluated with its own needs. */
  function nested(graph: Readonly<Record<string, readonly string[]>>, concurrency: number) {
    const source = new Source();
    const world = worldOf(source, concurrency);
    const ask = (name: string) => world.need("customers", { name }, `need ${name}`, false);
    const failed = new Set<string>();
    source.needs = async (_register, record) => {
      const name = String(record["name"]);
      const [result] = await evaluateAll(world, [name], () => (graph[name] ?? []).map(ask));
      if (result instanceof ReadFault) failed.add(name);
      return { state: "linked", record };
    };
    return { failed, run: (names: readonly string[]) => evaluateAll(world, names, ask) };
  }

  it("are worked out to any depth with any number at once", async () => {
    const graph = { a: ["b", "c"], b: ["d"], c: ["d"], d: ["e"], e: [] };
    for (const concurrency of [1, 2, 8]) {
      const { run, failed } = nested(graph, concurrency);
      expect(await run(["a", "b", "e"])).toHaveLength(3);
      expect(failed).toEqual(new Set());
    }
  });

  it("that need each other do not wait for ever", { timeout: 5_000 }, async () => {
    const { run, failed } = nested({ a: ["b"], b: ["c"], c: ["a"] }, 4);
    await run(["a", "b"]);
    expect(failed.size).toBeGreaterThan(0);
    const own = nested({ a: ["a"] }, 1);
    await own.run(["a"]);
    expect(own.failed).toEqual(new Set(["a"]));
  });

  it("in circles of any shape end", { timeout: 20_000 }, async () => {
    const names = ["a", "b", "c", "d", "e"];
    const edges = fc.dictionary(fc.constantFrom(...names), fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 }));
    await fc.assert(
      fc.asyncProperty(edges, fc.integer({ min: 1, max: 4 }), async (graph, concurrency) => {
        await nested(graph, concurrency).run(names);
      }),
      { numRuns: 200 },
    );
  });
});
