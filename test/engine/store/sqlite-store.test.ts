import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import { openMemoryStore } from "../../../engine/store/sqlite/sqlite-store.ts";
import { stepOf } from "../../../engine/store/step.ts";
import { leaseOf } from "../../../engine/store/store.ts";
import { entry, link, planned, record, scope, temporaryStore } from "./store-fixtures.ts";

it("a write is there after a crash once its promise has resolved, and a riding one once anything was committed", async () => {
  const { store, path } = await temporaryStore();
  await planned(store, "a");
  store.intents.updateSoon("a", 1, { state: "confirmed", targetId: "t1" }, 2);
  store.log.add(entry("a"));
  await planned(store, "b");
  store.intents.updateSoon("b", 1, { state: "confirmed" }, 2);
  store.abandon();
  const after = await temporaryStore(path);
  expect(await after.store.intents.get("a")).toMatchObject({ state: "confirmed", targetId: "t1" });
  expect(await after.store.log.list({})).toHaveLength(1);
  expect(await after.store.intents.get("b")).toMatchObject({ state: "planned" });
});

it("what waits in one turn of the loop is one commit: all of it is there or none", async () => {
  const { store, path } = await temporaryStore();
  const waiting = [planned(store, "a"), planned(store, "b"), store.memory.put(scope, "t", "k", "v")];
  for (const one of waiting) one.catch(() => {});
  store.abandon();
  const after = await temporaryStore(path);
  expect(await after.store.intents.open(scope)).toEqual([]);
  expect(await after.store.memory.get(scope, "t", "k")).toBeUndefined();
});

it("a read sees what was written before it, also when it rides", async () => {
  const { store } = await temporaryStore();
  await planned(store, "a");
  store.intents.updateSoon("a", 1, { state: "uncertain" }, 2);
  store.records.putSoon(record("S1"));
  expect(await store.intents.get("a")).toMatchObject({ state: "uncertain" });
  expect(await store.records.get(scope, "invoices", "S1")).toEqual(record("S1"));
});

it("a riding write is durable soon, even when nothing else happens", async () => {
  const timers: (() => void)[] = [];
  const timing = {
    soon: (commit: () => void) => void setImmediate(commit),
    later: (commit: () => void) => void timers.push(commit),
    again: () => {},
  };
  const { store, path } = await temporaryStore(undefined, { timing });
  store.log.add(entry("a"));
  await turn();
  for (const commit of timers) commit();
  store.abandon();
  const after = await temporaryStore(path);
  expect(await after.store.log.list({})).toHaveLength(1);
});

it("flush and close make durable what rides", async () => {
  const { store, path } = await temporaryStore();
  store.log.add(entry("a"));
  await store.flush();
  store.log.add(entry("b"));
  await store.close();
  const after = await temporaryStore(path);
  expect((await after.store.log.list({})).map(({ source }) => source)).toEqual(["a", "b"]);
});

it("an intent is added once and by the holder of its scope's lease; an absent field comes back absent", async () => {
  const store = await openMemoryStore();
  expect(await planned(store, "a")).toBe(true);
  const first = await store.intents.get("a");
  expect(first).toMatchObject({ state: "planned", attempt: 0, misses: 0, fence: 1, body: "{}" });
  expect(first?.sentAt).toBeUndefined();
  await store.intents.update("a", 1, { state: "sending", sentAt: 5, attempt: 1, body: "[]" }, 5);
  expect(await planned(store, "a")).toBe(false);
  expect(await store.intents.get("a")).toMatchObject({ state: "sending", sentAt: 5, attempt: 1, body: "[]" });
  for (const round of [0, 1]) await store.leases.acquire(leaseOf(scope), "p", round * 100, 100);
  expect(await planned(store, "late", 1)).toBe(false);
  expect(await store.intents.get("late")).toBeUndefined();
  await store.intents.update("a", 2, { state: "planned", sentAt: undefined }, 6);
  expect((await store.intents.get("a"))?.sentAt).toBeUndefined();
});

it("an intent without its body is never there: a pair of writes that fails takes the whole turn with it, and all are told", async () => {
  const { store, path } = await temporaryStore();
  await planned(store, "a");
  const before = planned(store, "b");
  const broken = {
    key: "c",
    scope,
    flow: "invoices",
    source: "c",
    step: stepOf("create", "books/invoice"),
    state: "planned",
  } as const;
  const failing = store.intents.add({ ...broken, body: {} as unknown as string, bodyHash: "h" }, 1, 1_000);
  await expect(failing).rejects.toThrow();
  await expect(before).rejects.toThrow();
  await planned(store, "d");
  await expect(store.close()).rejects.toThrow();
  const after = await temporaryStore(path);
  expect((await after.store.intents.open(scope)).map(({ key }) => key)).toEqual(["a", "d"]);
});

it("an intent is changed only by who is not older than its last writer and the holder of its scope's lease", async () => {
  const store = await openMemoryStore();
  await planned(store, "a");
  await planned(store, "b");
  expect(await store.intents.update("a", 3, { state: "sending" }, 2)).toBe(true);
  expect(await store.intents.update("a", 2, { state: "planned" }, 3)).toBe(false);
  for (let round = 0; round < 4; round++) {
    const taken = await store.leases.acquire(leaseOf(scope), `p${round}`, round * 100, 100);
    expect(taken).toEqual({ fence: round + 1 });
  }
  expect(await store.intents.update("b", 3, { state: "sending" }, 2)).toBe(false);
  expect(await store.intents.update("b", 4, { state: "sending" }, 2)).toBe(true);
  expect(await store.intents.update("nobody", 4, { state: "sending" }, 2)).toBe(false);
});

it("a lease has one holder; it is free after its time or its release, under a higher fence", async () => {
  const store = await openMemoryStore();
  expect(await store.leases.acquire("x", "a", 0, 100)).toEqual({ fence: 1 });
  expect(await store.leases.acquire("x", "b", 99, 100)).toEqual({ heldBy: "a", until: 100 });
  expect(await store.leases.renew("x", "a", 1, 50, 100)).toBe(true);
  expect(await store.leases.acquire("x", "b", 149, 100)).toEqual({ heldBy: "a", until: 150 });
  expect(await store.leases.acquire("x", "b", 150, 100)).toEqual({ fence: 2 });
  expect(await store.leases.renew("x", "a", 1, 151, 100)).toBe(false);
  await store.leases.release("x", "a", 1);
  expect(await store.leases.acquire("x", "c", 160, 100)).toEqual({ heldBy: "b", until: 250 });
  await store.leases.release("x", "b", 2);
  expect(await store.leases.acquire("x", "c", 170, 100)).toEqual({ fence: 3 });
});

it("a target belongs to one source of a register", async () => {
  const store = await openMemoryStore();
  expect(await store.links.put(link("s1", "t1"))).toBe(true);
  expect(await store.links.put(link("s2", "t1"))).toBe(false);
  expect(await store.links.put({ ...link("s2", "t1"), register: "products" })).toBe(true);
  expect(await store.links.put(link("s1", "t2"))).toBe(true);
  expect(await store.links.put(link("s2", "t1"))).toBe(true);
  expect(await store.links.byTarget(scope, "customers", "t2")).toEqual(link("s1", "t2"));
  expect(await store.links.bySource(scope, "customers", "s2")).toEqual(link("s2", "t1"));
  expect([...(await store.links.many(scope, "customers", ["s2", "s3"])).keys()]).toEqual(["s2"]);
  expect(await store.links.count(scope, "customers")).toBe(2);
});

it("retry forgets what was seen and reopens what was refused; an undecided one only when it is named", async () => {
  const store = await openMemoryStore();
  for (const [key, state] of [
    ["S1", "refused"],
    ["S2", "undecided"],
    ["S3", "confirmed"],
  ] as const) {
    await planned(store, key);
    await store.intents.update(key, 1, { state, answer: "{}", sentAt: 3 }, 2);
    await store.records.put(record(key, { state: state === "confirmed" ? "done" : "refused" }));
  }
  expect(await store.records.retry(scope, undefined, undefined)).toBe(2);
  expect(await store.intents.get("S1")).toMatchObject({ state: "planned", sentAt: undefined });
  expect(await store.intents.get("S2")).toMatchObject({ state: "undecided" });
  expect(await store.records.retry(scope, "invoices", "S2")).toBe(1);
  expect(await store.intents.get("S2")).toMatchObject({ state: "planned" });
  expect(await store.intents.get("S3")).toMatchObject({ state: "confirmed" });
  expect((await store.records.get(scope, "invoices", "S1"))?.sourceHash).toBe("");
  expect((await store.records.get(scope, "invoices", "S3"))?.sourceHash).toBe("h1");
});

it("the log filters, and gives the newest, oldest first", async () => {
  const store = await openMemoryStore();
  for (let at = 1; at <= 5; at++) store.log.add(entry(`S${at}`, { at, level: at === 3 ? "error" : "info" }));
  store.log.add(entry("S6", { scope: "other/books", at: 6, flow: "customers", run: "r2" }));
  const sources = async (filter: Parameters<typeof store.log.list>[0]) =>
    (await store.log.list(filter)).map(({ source }) => source);
  expect(await sources({ scope, limit: 2 })).toEqual(["S4", "S5"]);
  expect(await sources({ level: "error" })).toEqual(["S3"]);
  expect(await sources({ since: 5 })).toEqual(["S5", "S6"]);
  expect(await sources({ run: "r2", flow: "customers" })).toEqual(["S6"]);
  expect(await sources({ scope, source: "S1" })).toEqual(["S1"]);
});

it("cursors, memory, tokens, mails and runs are kept", async () => {
  const store = await openMemoryStore();
  await store.cursors.set(scope, "f", "s", "2026-01-01T00:00:00Z");
  expect(await store.cursors.get(scope, "f", "s")).toBe("2026-01-01T00:00:00Z");
  await store.memory.put(scope, "t", "b", "2");
  await store.memory.put(scope, "t", "a", "1");
  await store.memory.remove(scope, "t", "b");
  expect([...(await store.memory.all(scope, "t"))]).toEqual([["a", "1"]]);
  await store.tokens.put("c", "secret", 5);
  expect(await store.tokens.get("c")).toEqual({ value: "secret", expiresAt: 5 });
  await store.tokens.remove("c");
  expect(await store.tokens.get("c")).toBeUndefined();
  await store.outbox.add({ dedupeKey: "m", scope, body: "1" }, 10);
  await store.outbox.add({ dedupeKey: "m", scope, body: "2" }, 10);
  expect(await store.outbox.waiting(10)).toEqual([{ dedupeKey: "m", scope, body: "1", attempts: 0 }]);
  await store.outbox.failed("m", 20);
  expect(await store.outbox.waiting(19)).toEqual([]);
  await store.outbox.sent("m");
  expect(await store.outbox.waiting(30)).toEqual([]);
  const run = { id: "r1", scope, startedAt: 1, endedAt: undefined, counts: "{}", problem: undefined };
  await store.runs.start(run);
  await store.runs.end({ ...run, endedAt: 9, counts: '{"done":1}' });
  expect(await store.runs.last(scope)).toEqual({ ...run, endedAt: 9, counts: '{"done":1}' });
});

it("100,000 links cost no memory", async () => {
  const { store } = await temporaryStore();
  for (let batch = 0; batch < 100; batch++) {
    await Promise.all(
      Array.from({ length: 1000 }, (_, index) => store.links.put(link(`s${batch}-${index}`, `t${batch}-${index}`))),
    );
  }
  const before = process.memoryUsage().heapUsed;
  for (let batch = 0; batch < 100; batch++) {
    const many = await store.links.many(scope, "customers", [`s${batch}-1`, `s${batch}-999`]);
    expect(many.size).toBe(2);
  }
  expect(await store.links.count(scope, "customers")).toBe(100_000);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000);
});

it("a closed store says so", async () => {
  const { store } = await temporaryStore();
  await store.close();
  await store.close();
  await expect(planned(store, "a")).rejects.toThrow("the store is already closed");
  await expect(store.intents.get("a")).rejects.toThrow("the store is already closed");
});
