import { expect, it } from "vitest";
import { plansOf, temporaryStore } from "./temporary-store.ts";

it("what waits is found without reading what was sent", async () => {
  const { store, path } = await temporaryStore();
  const plans = await plansOf(path, () => store.outbox.waiting(5));
  expect(plans).toEqual(["SEARCH outbox USING INDEX outbox_waiting (nextAt<?)", "USE TEMP B-TREE FOR ORDER BY"]);
});
