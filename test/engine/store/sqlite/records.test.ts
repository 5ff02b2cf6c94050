import { expect, it } from "vitest";
import { record, scope } from "../store-fixtures.ts";
import { plansOf, temporaryStore } from "./temporary-store.ts";

it("what is not done is found by an index of it alone, however many are done", async () => {
  const { store, path } = await temporaryStore();
  const [ofOneFlow] = await plansOf(path, () => store.records.list(scope, { state: "refused", flow: "invoices" }));
  expect(ofOneFlow).toBe("SEARCH record USING INDEX record_not_done (scope=? AND state=? AND flow=?)");
  const [ofAllFlows] = await plansOf(path, () => store.records.list(scope, { state: "refused" }));
  expect(ofAllFlows).toBe("SEARCH record USING INDEX record_not_done (scope=? AND state=?)");
});

it("what is meant by an id or a part of a name is found without reading what is done", async () => {
  const { store, path } = await temporaryStore();
  await store.records.put(record("S1", { state: "done" }));
  await store.records.put(record("S2"));
  const plans = await plansOf(path, async () => {
    expect(await store.records.about(scope, undefined, "S1")).toHaveLength(1);
    expect(await store.records.about(scope, "invoices", "acme oy")).toHaveLength(1);
  });
  expect(plans.filter((plan) => /^SCAN (record|log)\b/.test(plan))).toEqual([]);
});

it("how many there are of each state is counted without those that are done", async () => {
  const { store, path } = await temporaryStore();
  const plans = await plansOf(path, () => store.records.counts(scope));
  expect(plans).toEqual(["SEARCH record USING COVERING INDEX record_not_done (scope=?)"]);
});

it("retry reads what is refused or waits alone", async () => {
  const { store, path } = await temporaryStore();
  const plans = await plansOf(path, async () => {
    await store.records.retry(scope, undefined, undefined);
    await store.records.retry(scope, "invoices", "S1");
  });
  expect(plans.filter((plan) => plan.startsWith("SCAN"))).toEqual([]);
});
