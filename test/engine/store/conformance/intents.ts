import { describe, expect, it } from "vitest";
import { stepNamed, stepOf } from "../../../../engine/store/step.ts";
import { type Intent, leaseOf } from "../../../../engine/store/store.ts";
import { intent, planned, scope } from "../store-fixtures.ts";
import type { NewPlace } from "./place.ts";

/** What the protocol of an effect asks for. */
export function intentsConform(newPlace: NewPlace<"intents" | "leases">): void {
  describe("intents", () => {
    it("an intent is added once and by the holder of its scope's lease; an absent field comes back absent", async () => {
      const store = await (await newPlace()).open();
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

    it("an intent is changed only by who is not older than its last writer and the holder of its scope's lease", async () => {
      const store = await (await newPlace()).open();
      await planned(store, "a");
      await planned(store, "b");
      expect(await store.intents.update("a", 3, { state: "sending" }, 2)).toBe(true);
      expect(await store.intents.update("a", 2, { state: "planned", body: "[2]" }, 3)).toBe(false);
      expect(await store.intents.get("a")).toMatchObject({ state: "sending", body: "{}" });
      for (let round = 0; round < 4; round++) {
        const taken = await store.leases.acquire(leaseOf(scope), `p${round}`, round * 100, 100);
        expect(taken).toEqual({ fence: round + 1 });
      }
      expect(await store.intents.update("b", 3, { state: "sending" }, 2)).toBe(false);
      expect(await store.intents.update("b", 4, { state: "sending" }, 2)).toBe(true);
      expect(await store.intents.update("nobody", 4, { state: "sending" }, 2)).toBe(false);
    });

    it("a new one has what it is given, and each field can be changed and emptied", async () => {
      const store = await (await newPlace()).open();
      const given = {
        ...{ attempt: 2, sentAt: 3, settleUntil: 4, misses: 5, lastMissAt: 6, nextAt: 7, targetId: "t1", answer: "{}" },
      };
      await store.intents.add(intent("a", { ...given, state: "sending" }), 1, 1_000);
      const written: Intent = {
        ...{ key: "a", scope, flow: "invoices", source: "a", step: stepOf("create", "books/invoice") },
        ...{ ...given, state: "sending", fence: 1, body: "{}", bodyHash: "h", updatedAt: 1_000 },
      };
      expect(await store.intents.get("a")).toEqual(written);
      const nothing = { sentAt: undefined, settleUntil: undefined, lastMissAt: undefined, nextAt: undefined };
      const change = { ...nothing, targetId: undefined, answer: undefined, attempt: 3, misses: 0 };
      await store.intents.update("a", 1, { ...change, body: "[1]", bodyHash: "h2" }, 1_001);
      expect(await store.intents.get("a")).toEqual({
        ...{ ...written, ...change, body: "[1]", bodyHash: "h2", updatedAt: 1_001 },
      });
    });

    it("a lease of another scope is nobody's hindrance", async () => {
      const store = await (await newPlace()).open();
      await planned(store, "a");
      for (const round of [0, 1, 2]) await store.leases.acquire(leaseOf("other/books"), "p", round * 100, 100);
      expect(await planned(store, "b")).toBe(true);
      expect(await store.intents.update("a", 1, { state: "sending" }, 2)).toBe(true);
    });

    it("a change that rides is held to the same fences, and keeps its place among the others", async () => {
      const store = await (await newPlace()).open();
      await planned(store, "a", 2);
      store.intents.updateSoon("a", 1, { state: "refused" }, 2);
      expect(await store.intents.get("a")).toMatchObject({ state: "planned", fence: 2 });
      store.intents.updateSoon("a", 2, { state: "sending", attempt: 1 }, 3);
      const later = store.intents.update("a", 2, { state: "uncertain" }, 4);
      store.intents.updateSoon("a", 2, { state: "confirmed", targetId: "t1" }, 5);
      expect(await store.intents.get("a")).toMatchObject({
        state: "confirmed",
        attempt: 1,
        targetId: "t1",
        updatedAt: 5,
      });
      expect(await later).toBe(true);
      store.intents.updateSoon("nobody", 2, { state: "confirmed" }, 6);
      expect(await store.intents.get("nobody")).toBeUndefined();
    });

    it("what is done at once happens in the order of the calls", async () => {
      const store = await (await newPlace()).open();
      const added = planned(store, "a");
      const again = planned(store, "a");
      const read = store.intents.get("a");
      const changed = store.intents.update("a", 1, { state: "sending" }, 2);
      expect(await Promise.all([added, again, changed])).toEqual([true, false, true]);
      expect(await read).toMatchObject({ key: "a" });
      expect(await store.intents.get("a")).toMatchObject({ state: "sending" });
    });
  });
}

/** What runs and people ask about many of them. */
export function intentListsConform(newPlace: NewPlace<"intents">): void {
  describe("lists of intents", () => {
    it("open are those that have not come to an end, oldest first", async () => {
      const store = await (await newPlace()).open();
      const states = ["uncertain", "planned", "confirmed", "sending", "refused", "duplicate", "cancelled", "undecided"];
      for (const state of states as Intent["state"][])
        await store.intents.add(intent(state, { state, flow: state === "sending" ? "customers" : "invoices" }), 1, 1);
      await store.intents.add(intent("other", { scope: "other/books" }), 1, 1);
      const keysOf = async (flow?: string) => (await store.intents.open(scope, flow)).map(({ key }) => key);
      expect(await keysOf()).toEqual(["uncertain", "planned", "sending", "duplicate", "undecided"]);
      expect(await keysOf("customers")).toEqual(["sending"]);
      await store.intents.update("uncertain", 1, { state: "cancelled" }, 2);
      expect(await keysOf("invoices")).toEqual(["planned", "duplicate", "undecided"]);
    });

    it("undone counts what was taken out again and is known to be gone", async () => {
      const store = await (await newPlace()).open();
      const undo = { step: stepOf("undo", "books/invoice"), source: "S1" };
      await store.intents.add(intent("first", { ...undo, state: "confirmed" }), 1, 1);
      await store.intents.add(intent("second", { ...undo, state: "confirmed" }), 1, 1);
      await store.intents.add(intent("under way", { ...undo, state: "uncertain" }), 1, 1);
      await store.intents.add(intent("another's", { ...undo, source: "S2", state: "confirmed" }), 1, 1);
      await store.intents.add(intent("another flow's", { ...undo, flow: "orders", state: "confirmed" }), 1, 1);
      await store.intents.add(intent("made", { source: "S1", state: "confirmed" }), 1, 1);
      const rule = { step: stepNamed("undoing it to"), source: "S1" };
      await store.intents.add(intent("by a rule", { ...rule, state: "confirmed" }), 1, 1);
      expect(await store.intents.undone(scope, "invoices", "S1")).toBe(2);
      expect(await store.intents.undone("other/books", "invoices", "S1")).toBe(0);
    });
  });
}
