import { describe, expect, it } from "vitest";
import { leaseOf } from "../../../engine/store/store.ts";
import { StoreFault } from "../../../engine/store/store-fault.ts";
import { intentListsConform, intentsConform } from "./conformance/intents.ts";
import { leasesConform } from "./conformance/leases.ts";
import { linksConform } from "./conformance/links.ts";
import { logbookConforms } from "./conformance/logbook.ts";
import { memoryConforms } from "./conformance/memory.ts";
import { outboxConforms } from "./conformance/outbox.ts";
import type { NewPlace, Place } from "./conformance/place.ts";
import { recordsConform } from "./conformance/records.ts";
import { entry, link, planned, record, scope } from "./store-fixtures.ts";

/** What any store must do, whatever keeps it; a store's test runs it in a place of its own for each case. */
export function storeConforms(newPlace: NewPlace): void {
  leasesConform(newPlace);
  intentsConform(newPlace);
  intentListsConform(newPlace);
  linksConform(newPlace);
  recordsConform(newPlace);
  logbookConforms(newPlace);
  memoryConforms(newPlace);
  outboxConforms(newPlace);
  oneStoreConforms(newPlace);
}

function oneStoreConforms(newPlace: NewPlace): void {
  describe("one who has it open", () => {
    it("a read sees what was written before it, also when it rides", async () => {
      const store = await (await newPlace()).open();
      await planned(store, "a");
      store.intents.updateSoon("a", 1, { state: "uncertain" }, 2);
      store.records.putSoon(record("S1"));
      expect(await store.intents.get("a")).toMatchObject({ state: "uncertain" });
      expect(await store.records.get(scope, "invoices", "S1")).toEqual(record("S1"));
    });

    it("what is handed over at once happens in the order of the calls, whatever it is written to", async () => {
      const store = await (await newPlace()).open();
      const writes = [
        store.memory.put(scope, "t", "k", "1"),
        store.links.put(link("s1", "t1")),
        store.memory.put(scope, "t", "k", "2"),
        store.links.put(link("s2", "t1")),
        store.memory.remove(scope, "t", "k"),
      ];
      store.log.add(entry("a"));
      writes.push(store.memory.put(scope, "t", "k", "3"));
      store.log.add(entry("b"));
      const read = store.memory.get(scope, "t", "k");
      writes.push(store.memory.put(scope, "t", "k", "4"));
      expect(await read).toBe("3");
      expect([(await Promise.all(writes))[1], (await Promise.all(writes))[3]]).toEqual([true, false]);
      expect((await store.log.list({})).map(({ source }) => source)).toEqual(["a", "b"]);
    });

    it("a closed store says so", async () => {
      const store = await (await newPlace()).open();
      await store.close();
      await store.close();
      await expect(planned(store, "a")).rejects.toThrow("the store is already closed");
      await expect(store.intents.get("a")).rejects.toThrow("the store is already closed");
    });

    it("what should ride with a closed store is told by its next flush, once", async () => {
      const store = await (await newPlace()).open();
      await store.close();
      store.log.add(entry("a"));
      await expect(store.flush()).rejects.toThrow(StoreFault);
      await store.flush();
    });
  });
}

/** What a store must do that outlives the process and that several processes have open. */
export function sharedStoreConforms(newPlace: NewPlace): void {
  describe("after a crash", () => {
    it("a write is there once its promise has resolved, and a riding one once anything was committed", async () => {
      const place = await newPlace();
      const store = await place.open();
      await planned(store, "a");
      store.intents.updateSoon("a", 1, { state: "confirmed", targetId: "t1" }, 2);
      store.log.add(entry("a"));
      await planned(store, "b");
      store.intents.updateSoon("b", 1, { state: "confirmed" }, 2);
      place.crash?.(store);
      const after = await place.open();
      expect(await after.intents.get("a")).toMatchObject({ state: "confirmed", targetId: "t1" });
      expect(await after.log.list({})).toHaveLength(1);
      expect(await after.intents.get("b")).toMatchObject({ state: "planned" });
    });

    it("flush and close make durable what rides", async () => {
      const place = await newPlace();
      const store = await place.open();
      store.log.add(entry("a"));
      await store.flush();
      place.crash?.(store);
      const next = await place.open();
      next.log.add(entry("b"));
      await next.close();
      const after = await place.open();
      expect((await after.log.list({})).map(({ source }) => source)).toEqual(["a", "b"]);
    });
  });

  describe("two who have it open", () => {
    it("each sees what the other has made durable, and nothing before", async () => {
      const { one, other } = await two(newPlace);
      const write = planned(one, "a");
      one.records.putSoon(record("S1"));
      expect(await other.intents.get("a")).toBeUndefined();
      expect(await other.records.get(scope, "invoices", "S1")).toBeUndefined();
      await write;
      await one.flush();
      expect(await other.intents.get("a")).toMatchObject({ state: "planned" });
      expect(await other.records.get(scope, "invoices", "S1")).toEqual(record("S1"));
    });

    it("what rides is there for the other within a second, even when nothing else happens", async () => {
      const { one, other } = await two(newPlace);
      one.log.add(entry("a"));
      const until = performance.now() + 1_000;
      let seen = 0;
      while (seen === 0 && performance.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        seen = (await other.log.list({})).length;
      }
      expect(seen).toBe(1);
    });

    it("a lease, an intent, a target and a mail are had by one of them", async () => {
      const { one, other } = await two(newPlace);
      const both = <Answer>(ask: (store: typeof one, name: string) => Promise<Answer>) =>
        Promise.all([ask(one, "one"), ask(other, "other")]);
      const leases = await both((store, name) => store.leases.acquire("x", name, 0, 100));
      expect(leases.map((taken) => "fence" in taken).toSorted()).toEqual([false, true]);
      expect((await both((store) => planned(store, "a"))).toSorted()).toEqual([false, true]);
      expect((await both((store, name) => store.links.put(link(name, "t1")))).toSorted()).toEqual([false, true]);
      await both((store, name) => store.outbox.add({ dedupeKey: "m", scope, body: name }, 1));
      expect(await one.outbox.waiting(1)).toHaveLength(1);
      expect(await other.outbox.waiting(1)).toEqual(await one.outbox.waiting(1));
    });

    it("the lease of an owner that has ended is taken before its time, but of no other, and by one of them", async () => {
      const { one, other } = await two(newPlace);
      await one.leases.acquire("x", "dead", 0, 100);
      expect(await one.leases.acquire("x", "one", 1, 100, "somebody")).toEqual({ heldBy: "dead", until: 100 });
      const taken = await Promise.all([
        one.leases.acquire("x", "one", 1, 100, "dead"),
        other.leases.acquire("x", "other", 1, 100, "dead"),
      ]);
      expect(taken.filter((answer) => "fence" in answer)).toEqual([{ fence: 2 }]);
      expect(await one.leases.renew("x", "dead", 1, 2, 100)).toBe(false);
    });

    it("who has lost the scope's lease to the other changes nothing, riding or not", async () => {
      const { one, other } = await two(newPlace);
      await one.leases.acquire(leaseOf(scope), "one", 0, 100);
      await planned(one, "a", 1);
      expect(await other.leases.acquire(leaseOf(scope), "other", 100, 100)).toEqual({ fence: 2 });
      expect(await one.intents.update("a", 1, { state: "sending" }, 101)).toBe(false);
      one.intents.updateSoon("a", 1, { state: "confirmed" }, 102);
      expect(await planned(one, "b", 1)).toBe(false);
      expect(await other.intents.get("a")).toMatchObject({ state: "planned", fence: 1 });
      expect(await other.intents.update("a", 2, { state: "sending" }, 103)).toBe(true);
      expect(await one.intents.get("a")).toMatchObject({ state: "sending", fence: 2 });
    });
  });
}

async function two(newPlace: NewPlace) {
  const place: Place = await newPlace();
  return { one: await place.open(), other: await place.open() };
}
