import { describe, expect, it } from "vitest";
import { entry, scope } from "../store-fixtures.ts";
import type { NewPlace } from "./place.ts";

export function logbookConforms(newPlace: NewPlace<"log" | "runs">): void {
  describe("log and runs", () => {
    it("the log filters, and gives the newest, oldest first", async () => {
      const store = await (await newPlace()).open();
      for (let at = 1; at <= 5; at++) store.log.add(entry(`S${at}`, { at, level: at === 3 ? "error" : "info" }));
      store.log.add(entry("S6", { scope: "other/books", at: 6, flow: "customers", run: "r2" }));
      const sources = async (filter: Parameters<typeof store.log.list>[0]) =>
        (await store.log.list(filter)).map(({ source }) => source);
      expect(await sources({ scope, limit: 2 })).toEqual(["S4", "S5"]);
      expect(await sources({ level: "error" })).toEqual(["S3"]);
      expect(await sources({ since: 5 })).toEqual(["S5", "S6"]);
      expect(await sources({ flow: "customers" })).toEqual(["S6"]);
      expect(await sources({ scope: [scope, "other/books"], limit: 2 })).toEqual(["S5", "S6"]);
      expect(await sources({ scope: [] })).toEqual([]);
      expect(await sources({ scope, level: "info", since: 3 })).toEqual(["S4", "S5"]);
    });

    it("a list is in the order of its entries' time, whatever the clock did meanwhile", async () => {
      const store = await (await newPlace()).open();
      for (const at of [5, 9, 7]) store.log.add(entry(`S${at}`, { at }));
      expect((await store.log.list({ scope, limit: 2 })).map(({ at }) => at)).toEqual([7, 9]);
      expect((await store.log.after(0, { scope, limit: 2 })).map(({ at }) => at)).toEqual([5, 9]);
    });

    it("a record's entries are found by its id or a part of its label, among many others", async () => {
      const store = await (await newPlace()).open();
      const id = "0b6e3f0e-5f0c-4b8e-9d5e-0d8f3e1a7c55";
      store.log.add(entry(id, { label: "5001 Åbo Målerier Ab" }));
      for (let number = 0; number < 1_700; number++)
        store.log.add(entry(`S${number}`, { label: `${9_000 + number} Acme "Oy"` }));
      store.log.add(entry(id, { label: "5001 Åbo Målerier Ab", code: "E1", level: "error" }));
      store.log.add(entry("S7", { scope: "other/books", label: "7" }));
      const found = async (about: string, more: Parameters<typeof store.log.list>[0] = {}) =>
        (await store.log.list({ about, ...more })).map(({ source }) => source);
      for (const about of [id, "5001", "åbo mål", "ÅBO", "målerier ab"]) expect(await found(about)).toEqual([id, id]);
      expect(await found("5001", { level: "error" })).toEqual([id]);
      expect(await found("S7")).toEqual(["S7", "S7"]);
      expect(await found("S7", { scope })).toEqual(["S7"]);
      expect(await found('"oy"', { limit: 2 })).toEqual(["S1698", "S1699"]);
      expect(await found("96")).toHaveLength(100);
      expect(await found("7")).toEqual(["S7"]);
      for (const about of ["ab", "500 1", "acme-oy", "S70000", "", " "])
        expect(await found(about, { limit: 5 })).toEqual([]);
    });

    it("those entered after a number come as they were entered, of all who write", async () => {
      const store = await (await newPlace()).open();
      for (const source of ["S1", "S2", "S3"])
        store.log.add(entry(source, { level: source === "S3" ? "error" : "info" }));
      const [first] = await store.log.list({});
      const entered = async (filter: Parameters<typeof store.log.after>[1]) =>
        (await store.log.after(first?.id ?? 0, filter)).map(({ source }) => source);
      expect(await entered({})).toEqual(["S2", "S3"]);
      expect(await entered({ limit: 1 })).toEqual(["S2"]);
      expect(await entered({ scope, level: "error" })).toEqual(["S3"]);
      expect(await entered({ about: "S2" })).toEqual(["S2"]);
      expect(await entered({ scope: "other/books" })).toEqual([]);
    });

    it("an entry comes back as it was written, under a number that rises", async () => {
      const store = await (await newPlace()).open();
      const written = entry("S1", { level: "error", code: "E1", advice: "Ask.", target: undefined });
      store.log.add(written);
      store.log.add(entry("S2"));
      const [first, second] = await store.log.list({});
      expect(first).toEqual({ ...written, id: first?.id });
      expect(second?.id).toBeGreaterThan(first?.id ?? Number.NaN);
    });

    it("of many entries a list gives the newest thousand", async () => {
      const store = await (await newPlace()).open();
      for (let at = 1; at <= 1_001; at++) store.log.add(entry(`S${at}`, { at }));
      const list = await store.log.list({ scope });
      expect([list.length, list[0]?.source, list.at(-1)?.source]).toEqual([1_000, "S2", "S1001"]);
    });

    it("a run's end is written over its beginning", async () => {
      const store = await (await newPlace()).open();
      const run = { id: "r1", scope, startedAt: 1, endedAt: undefined, counts: "{}", problem: undefined };
      await store.runs.start(run);
      const ended = { ...run, endedAt: 9, counts: '{"done":1}', problem: "The books are closed." };
      await store.runs.end(ended);
      expect(await store.runs.last(scope)).toEqual(ended);
    });

    it("the last run is the one of the scope that started last, ended or not", async () => {
      const store = await (await newPlace()).open();
      const run = { scope, endedAt: undefined, counts: "{}", problem: undefined };
      await store.runs.start({ ...run, id: "late", startedAt: 5 });
      await store.runs.start({ ...run, id: "early", startedAt: 1 });
      await store.runs.start({ ...run, id: "other", startedAt: 9, scope: "other/books" });
      await store.runs.end({ ...run, id: "early", startedAt: 1, endedAt: 8, problem: "It failed." });
      expect(await store.runs.last(scope)).toMatchObject({ id: "late" });
      expect(await store.runs.last("nobody/books")).toBeUndefined();
    });
  });
}
