import { expect, it } from "vitest";
import { scope } from "../store-fixtures.ts";
import { plansOf, temporaryStore } from "./temporary-store.ts";

it("what is not done is found by an index of it alone, however many are done", async () => {
  const { store, path } = await temporaryStore();
  const [ofOneFlow] = await plansOf(path, () => store.records.list(scope, { state: "refused", flow: "invoices" }));
  expect(ofOneFlow).toBe("SEARCH record USING INDEX record_not_done (scope=? AND state=? AND flow=?)");
  const [ofAllFlows] = await plansOf(path, () => store.records.list(scope, { state: "refused" }));
  expect(ofAllFlows).toBe("SEARCH record USING INDEX record_not_done (scope=? AND state=?)");
});
