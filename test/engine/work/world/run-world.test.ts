import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ReadFault } from "../../../../engine/connector/operations.ts";
import type { Lookup } from "../../../../engine/language/types/frame.ts";
import { lookupLinked } from "../../../../engine/language/types/lookup.ts";
import type { RecordValue, Value } from "../../../../engine/value/value.ts";
import { evaluateAll, ROUNDS_MAX } from "../../../../engine/work/world/evaluate.ts";
import type { LookupSource } from "../../../../engine/work/world/lookups.ts";
import { KEPT_MAX, RunWorld } from "../../../../engine/work/world/run-world.ts";

function byId(id: string): Lookup {
  return { op: "byId", kind: "shop/customer", id, key: `shop/customer ${id}` };
}

function rowsOf(id: string): Lookup {
  return { op: "relation", kind: "shop/order", relation: "rows", of: { guid: id }, key: `rows ${id}` };
}

function fault(kind: ReadFault["kind"], message = "no"): ReadFault {
  return new ReadFault(kind, { system: "shop", route: "GET /customers", message });
}

/** A source that knows every customer; `spoilt` may throw for a look-up. */
class Source implements LookupSource {
  calls = 0;
  underWay = 0;
  spoilt: (id: string) => void = () => {};
  needs: LookupSource["need"] = async () => ({ state: "passed" });

  async readMany(_kind: string, ids: readonly (string | number)[]): Promise<ReadonlyMap<string, RecordValue>> {
    return this.#answer(() => new Map(ids.map((id) => [String(id), this.#record(String(id))])));
  }

  async find(): Promise<readonly RecordValue[]> {
    return this.#answer(() => []);
  }

  async relation(_kind: string, _relation: string, of: readonly RecordValue[]): Promise<readonly Value[]> {
    return this.#answer(() => of.map((record) => [this.#record(String(record["guid"]))]));
  }

  links = new Map<string, RecordValue>();

  async linked(_register: string, _side: string, id: string): Promise<RecordValue | undefined> {
    return this.#answer(() => this.links.get(id));
  }

  need: LookupSource["need"] = (register, record, reference) => this.needs(register, record, reference);

  #record(id: string): RecordValue {
    this.spoilt(id);
    return { guid: id, next: `${id}+` };
  }

  async #answer<Answer>(answer: () => Answer): Promise<Answer> {
    this.calls++;
    this.underWay++;
    await new Promise((resolve) => setImmediate(resolve));
    this.underWay--;
    return answer();
  }
}

function worldOf(source: Source, concurrency: number): RunWorld {
  return new RunWorld(source, concurrency, "2026-03-02T08:00:00+02:00", "2026-03-02");
}

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
