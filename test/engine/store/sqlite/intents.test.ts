import { expect, it } from "vitest";
import { intent, planned, record, scope } from "../store-fixtures.ts";
import { plansOf, temporaryStore } from "./temporary-store.ts";

it("an intent without its body is never there: a pair of writes that fails takes the whole turn with it, and all are told", async () => {
  const { store, path } = await temporaryStore();
  await planned(store, "a");
  const before = planned(store, "b");
  const failing = store.intents.add(intent("c", { body: {} as unknown as string }), 1, 1_000);
  await expect(failing).rejects.toThrow();
  await expect(before).rejects.toThrow();
  await planned(store, "d");
  await expect(store.close()).rejects.toThrow();
  const after = await temporaryStore(path);
  expect((await after.store.intents.open(scope)).map(({ key }) => key)).toEqual(["a", "d"]);
});

it("what was undone and what is open is found by an index of these alone, however many others there are", async () => {
  const { store, path } = await temporaryStore();
  expect(await plansOf(path, () => store.intents.undone(scope, "invoices", "S1"))).toEqual([
    "SEARCH intent USING INDEX intent_undo (scope=? AND flow=? AND source=?)",
  ]);
  expect(await plansOf(path, () => store.intents.open(scope))).toEqual([
    expect.stringMatching(/^SEARCH intent USING INDEX intent_open /),
    expect.stringMatching(/^SEARCH intent_body USING INTEGER PRIMARY KEY /),
    expect.stringContaining("ORDER BY"),
  ]);
});

it("adding, changing and retrying look at no intent but those that they are about", async () => {
  const { store, path } = await temporaryStore();
  await planned(store, "before");
  const plans = await plansOf(path, async () => {
    await planned(store, "a");
    await store.intents.update("a", 1, { state: "refused" }, 2);
    await store.intents.update("a", 1, { body: "[]" }, 3);
    await store.records.put(record("a"));
    await store.records.retry(scope, undefined, undefined);
    await store.records.retry(scope, "invoices", "a");
  });
  expect(plans.filter((plan) => plan.includes("SCAN") && !plan.includes("CONSTANT ROW"))).toEqual([]);
  expect(plans.filter((plan) => plan.includes("intent_refused")).length).toBeGreaterThan(0);
});
