import { expect, it } from "vitest";
import { unsolvedRecords } from "../../../../engine/service/read-model/unsolved.ts";
import { temporaryStore } from "../../store/sqlite/temporary-store.ts";
import { record, scope } from "../../store/store-fixtures.ts";

it("what is refused is unsolved, the oldest first over all scopes; what waits or is done is not", async () => {
  const { store } = await temporaryStore();
  await store.records.put(record("late", { at: 3 }));
  await store.records.put(record("early", { at: 1, scope: "beta/books" }));
  await store.records.put(record("middle", { at: 2, flow: "customers" }));
  await store.records.put(record("waits", { state: "waiting" }));
  await store.records.put(record("elsewhere", { scope: "gamma/books" }));
  const found = async (flow?: string) =>
    (await unsolvedRecords(store, [scope, "beta/books"], flow)).map(({ source }) => source);
  expect(await found()).toEqual(["early", "middle", "late"]);
  expect(await found("customers")).toEqual(["middle"]);
});
