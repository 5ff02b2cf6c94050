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
      expect(await sources({ run: "r2", flow: "customers" })).toEqual(["S6"]);
      expect(await sources({ scope, source: "S1" })).toEqual(["S1"]);
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
