import { describe, expect, it } from "vitest";
import { intent, planned, record, scope } from "../store-fixtures.ts";
import type { NewPlace } from "./place.ts";

export function recordsConform(newPlace: NewPlace<"records" | "intents">): void {
  describe("records", () => {
    it("one is replaced as a whole, also by one that rides", async () => {
      const store = await (await newPlace()).open();
      await store.records.put(record("S1", { target: "t1", advice: "Ask." }));
      const moved = record("S1", { state: "done", label: "5001", code: undefined, message: undefined, at: 2 });
      store.records.putSoon(moved);
      expect(await store.records.get(scope, "invoices", "S1")).toEqual(moved);
      expect(await store.records.get(scope, "orders", "S1")).toBeUndefined();
      expect(await store.records.many(scope, "invoices", ["S1", "S2"])).toEqual(new Map([["S1", moved]]));
    });

    it("lists are of a scope, by flow and state, in the order of their time, flow and source", async () => {
      const store = await (await newPlace()).open();
      const all = [
        record("S3", { at: 1 }),
        record("S1", { at: 2, flow: "customers", state: "waiting" }),
        record("S1", { at: 2 }),
        record("S2", { at: 2, state: "done" }),
      ];
      for (const one of all.toReversed()) await store.records.put(one);
      await store.records.put(record("S4", { scope: "other/books" }));
      expect(await store.records.list(scope, {})).toEqual(all);
      expect(await store.records.list(scope, { state: "refused" })).toEqual([all[0], all[2]]);
      expect(await store.records.list(scope, { state: "done" })).toEqual([all[3]]);
      expect(await store.records.list(scope, { flow: "customers" })).toEqual([all[1]]);
      expect(await store.records.list(scope, { flow: "customers", state: "refused" })).toEqual([]);
    });

    it("retry forgets what was seen and reopens what was refused; an undecided one only when it is named", async () => {
      const store = await (await newPlace()).open();
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

    it("retry keeps to the flow and source that it is given, but for prerequisites, which have no record", async () => {
      const store = await (await newPlace()).open();
      const refused = { state: "refused", answer: "{}", attempt: 3, misses: 1, nextAt: 9 } as const;
      for (const [key, change] of [
        ["named", { source: "S1" }],
        ["not named", { source: "S2" }],
        ["needed", { flow: "customers", source: "C1" }],
        ["of another scope", { scope: "other/books", source: "S1" }],
        ["needed in another scope", { scope: "other/books", flow: "customers", source: "C2" }],
      ] as const)
        await store.intents.add(intent(key, { ...refused, ...change }), 1, 1);
      for (const source of ["S1", "S2"]) await store.records.put(record(source));
      await store.records.put(record("S1", { scope: "other/books" }));
      await store.records.put(record("C1", { scope: "other/books", flow: "customers" }));
      expect(await store.records.retry(scope, "invoices", "S1")).toBe(1);
      const afresh = { state: "planned", attempt: 0, misses: 0, answer: undefined, nextAt: undefined };
      expect(await store.intents.get("named")).toMatchObject(afresh);
      expect(await store.intents.get("needed")).toMatchObject(afresh);
      for (const key of ["not named", "of another scope", "needed in another scope"])
        expect(await store.intents.get(key)).toMatchObject({ state: "refused", attempt: 3 });
      expect((await store.records.get(scope, "invoices", "S2"))?.sourceHash).toBe("h1");
      expect((await store.records.get("other/books", "invoices", "S1"))?.sourceHash).toBe("h1");
    });

    it("retry concerns what waits or was passed over as well, not what is watched", async () => {
      const store = await (await newPlace()).open();
      for (const state of ["done", "refused", "waiting", "watched", "skipped"] as const)
        await store.records.put(record(state, { state }));
      expect(await store.records.retry(scope, undefined, undefined)).toBe(3);
      expect((await store.records.get(scope, "invoices", "watched"))?.sourceHash).toBe("h1");
    });
  });
}
