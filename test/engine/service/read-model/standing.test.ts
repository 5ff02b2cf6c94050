import { describe, expect, it } from "vitest";
import { doneIn, neverRun, standingOf } from "../../../../engine/service/read-model/standing.ts";
import { temporaryStore } from "../../store/sqlite/temporary-store.ts";
import { planned, record, scope } from "../../store/store-fixtures.ts";

const run = { id: "r1", scope, startedAt: 1000, endedAt: undefined, counts: "{}", problem: undefined };

describe("where a scope stands", () => {
  it("is as before the first run in a store that knows nothing of it", async () => {
    const { store } = await temporaryStore();
    expect(await standingOf(store, scope)).toEqual(neverRun(scope));
  });

  it("is its last run, and what is refused, waits, or is not settled, without what other scopes have", async () => {
    const { store } = await temporaryStore();
    await store.runs.start(run);
    await store.runs.end({ ...run, endedAt: 4000, counts: '{"invoices":{"created":2}}', problem: "gone" });
    await store.records.put(record("a"));
    await store.records.put(record("b", { state: "waiting" }));
    await store.records.put(record("c", { state: "done" }));
    await store.records.put(record("d", { scope: "other/books" }));
    const { fence } = (await store.leases.acquire(`run ${scope}`, "me", 0, 60_000)) as { fence: number };
    await planned(store, "a", fence);
    expect(await standingOf(store, scope)).toEqual({
      scope,
      last: { ...run, endedAt: 4000, counts: { invoices: { created: 2 } }, problem: "gone" },
      refused: 1,
      waiting: 1,
      open: 1,
    });
  });
});

describe("what a run has done", () => {
  it("is counted over its flows, without what was only taken or found unchanged", () => {
    const counts = {
      customers: { taken: 9, created: 2, refused: 0, unchanged: 7 },
      invoices: { taken: 5, created: 3, refused: 1, unchanged: 1 },
    };
    expect([...doneIn({ ...run, counts })]).toEqual([
      ["created", 5],
      ["refused", 1],
    ]);
  });
});
