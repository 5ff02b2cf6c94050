import { describe, expect, it } from "vitest";
import { keepRetention, pruneInSteps, StoreInUse, underAllLeases } from "../../../engine/service/upkeep.ts";
import { openMemoryStore } from "../../../engine/store/sqlite/sqlite-store.ts";
import type { Pruned, Upkeep } from "../../../engine/store/upkeep.ts";

const DAY = 86_400_000;
const clock = { now: () => 500 * DAY, sleep: async () => {} };

/** Prunes step by step, as it was asked for; what was asked for is noted. */
function pruning(asked: number[], steps: () => void = () => {}): { readonly upkeep: Upkeep } {
  const prune = async function* (before: number) {
    asked.push(before);
    for (let step = 0; step < 3; step++) {
      steps();
      yield { kind: "log", count: 2 } as const;
    }
  };
  return { upkeep: { prune, canCompact: async () => false } as unknown as Upkeep };
}

describe("pruning in steps", () => {
  it("goes on to the end, or to the step at which it is stopped", async () => {
    expect(await pruneInSteps(pruning([]), 5, clock)).toEqual({ log: 6 });
    const stop = new AbortController();
    const stopping = pruning([], () => stop.abort());
    expect(await pruneInSteps(stopping, 5, clock, stop.signal)).toEqual({ log: 2 });
  });

  it("of what is older than the workspace keeps, and tells what went or failed, until it is stopped", async () => {
    const asked: number[] = [];
    const told: unknown[] = [];
    const stop = new AbortController();
    const rests = { ...clock, sleep: async (ms: number) => void (ms > DAY / 10 && asked.length > 1 && stop.abort()) };
    await keepRetention(pruning(asked), 400, rests, stop.signal, (went) => told.push(went)).ended;
    expect([asked, told]).toEqual([
      [100 * DAY, 100 * DAY],
      [{ log: 6 }, { log: 6 }],
    ]);
  });
});

const soon = () => new Promise((go) => setImmediate(go));

/** A store that notes up to when it was pruned, and a clock on which nothing long ends but by its signal. */
function retaining(prune: () => Iterable<Pruned> = () => []) {
  const before: number[] = [];
  const store = {
    upkeep: {
      async *prune(moment: number) {
        before.push(moment);
        yield* prune();
      },
      canCompact: async () => false,
    },
  } as unknown as Parameters<typeof keepRetention>[0];
  const clock = {
    now: () => 1000 * DAY,
    sleep: (ms: number, signal?: AbortSignal) =>
      ms < 1000 || signal?.aborted === true
        ? Promise.resolve()
        : new Promise<void>((go) => signal?.addEventListener("abort", () => go(), { once: true })),
  };
  return { store, clock, days: () => before.map((moment) => 1000 - moment / DAY) };
}

describe("the retention of a daemon", () => {
  it("is that of the workspace as it is by now: a change is acted upon at once", async () => {
    const { store, clock, days } = retaining();
    const stop = new AbortController();
    const retention = keepRetention(store, undefined, clock, stop.signal, () => {});
    await soon();
    expect(days()).toEqual([]);
    expect(retention.follow(undefined)).toBe(false);
    expect(retention.follow(90)).toBe(true);
    await soon();
    expect(days()).toEqual([90]);
    expect(retention.follow(90)).toBe(false);
    expect(retention.follow(30)).toBe(true);
    await soon();
    expect(days()).toEqual([90, 30]);
    retention.follow(undefined);
    await soon();
    stop.abort();
    await retention.ended;
    expect(days()).toEqual([90, 30]);
  });

  it("breaks off what it lets go when more is to be kept", async () => {
    const retentions: { follow(days: number | undefined): boolean }[] = [];
    const { store, clock, days } = retaining(function* () {
      yield { kind: "log", count: 5 };
      retentions[0]?.follow(undefined);
      yield { kind: "log", count: 7 };
      throw new Error("too much went");
    });
    const stop = new AbortController();
    const told: unknown[] = [];
    const retention = keepRetention(store, undefined, clock, stop.signal, (...went) => told.push(went));
    retentions.push(retention);
    retention.follow(30);
    await new Promise((go) => setTimeout(go, 5));
    stop.abort();
    await retention.ended;
    expect(told).toEqual([[{ log: 12 }, 30]]);
    expect(days()).toEqual([30]);
  });

  it("tells a failure and goes on", async () => {
    const { store, clock, days } = retaining(() => {
      throw new Error("the disk is full");
    });
    const stop = new AbortController();
    const told: unknown[] = [];
    const retention = keepRetention(store, 30, clock, stop.signal, (went) => told.push(went));
    await soon();
    retention.follow(60);
    await soon();
    stop.abort();
    await retention.ended;
    expect(told).toHaveLength(2);
    expect(days()).toEqual([30, 60]);
  });
});

describe("work under all leases", () => {
  const names = ["run a/b", "run c/d"];
  const taking = async (store: Awaited<ReturnType<typeof openMemoryStore>>, name: string) =>
    "fence" in (await store.leases.acquire(name, "other", clock.now(), 1));

  it("is not begun while somebody has one, and none is kept then", async () => {
    const store = await openMemoryStore();
    await store.leases.acquire("run c/d", "the daemon", clock.now(), DAY);
    const work = underAllLeases(store, names, "me", clock, () => Promise.reject(new Error("it was begun")));
    await expect(work).rejects.toThrow(StoreInUse);
    expect(await taking(store, "run a/b")).toBe(true);
    await store.close();
  });

  it("keeps everybody else out, and nobody afterwards, however it ends", async () => {
    const store = await openMemoryStore();
    const during = await underAllLeases(store, names, "me", clock, () =>
      Promise.all(names.map((name) => taking(store, name))),
    );
    expect(during).toEqual([false, false]);
    await expect(underAllLeases(store, names, "me", clock, () => Promise.reject(new Error("oh")))).rejects.toThrow(
      "oh",
    );
    expect(await Promise.all(names.map((name) => taking(store, name)))).toEqual([true, true]);
    await store.close();
  });
});
