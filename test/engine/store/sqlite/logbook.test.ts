import { expect, it } from "vitest";
import { scope } from "../store-fixtures.ts";
import { plansOf, temporaryStore } from "./temporary-store.ts";

it("the newest entries are at hand, and those since a time are found by it", async () => {
  const { store, path } = await temporaryStore();
  expect(await plansOf(path, () => store.log.list({ scope, limit: 10 }))).toEqual(["SCAN log"]);
  expect((await plansOf(path, () => store.log.list({ scope, since: 5 })))[0]).toBe(
    "SEARCH log USING INDEX log_time (scope=? AND at>?)",
  );
});

it("the last run is found without those before it", async () => {
  const { store, path } = await temporaryStore();
  expect((await plansOf(path, () => store.runs.last(scope)))[0]).toBe("SEARCH run USING INDEX run_scope (scope=?)");
});
