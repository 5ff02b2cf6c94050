import { expect, it } from "vitest";
import { scope } from "../store-fixtures.ts";
import { plansOf, temporaryStore } from "./temporary-store.ts";

it("the last run is found without those before it", async () => {
  const { store, path } = await temporaryStore();
  expect((await plansOf(path, () => store.runs.last(scope)))[0]).toBe("SEARCH run USING INDEX run_scope (scope=?)");
});
