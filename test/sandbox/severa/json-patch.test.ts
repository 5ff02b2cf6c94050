import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { type JsonRecord, recordAt } from "../../../sandbox/server/json.ts";
import { allPages, type Call, severa } from "../client.ts";

let sandbox: Sandbox;
let call: Call;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 3, invoices: 60, quota: false });
  call = await severa(sandbox);
});
afterAll(() => sandbox.close());

const errorType = (record: JsonRecord) => recordAt(record, "error")["type"];

it("takes Replace only, without regard to case, and answers an array", async () => {
  const draft = (await allPages(call, "/v1/invoices")).find(
    (invoice) => recordAt(invoice, "status")["name"] === "Draft",
  ) as JsonRecord;
  const path = `/v1/invoices/${draft["guid"]}`;
  const answer = await call("PATCH", path, [{ op: "replace", path: "/OrderNumber", value: "PO-1" }]);
  expect(answer.list[0]).toMatchObject({ orderNumber: "PO-1", number: null });
  expect(Date.parse(String(answer.list[0]?.["lastUpdatedDateTime"]))).toBeGreaterThan(
    Date.parse(String(draft["lastUpdatedDateTime"])),
  );
  const removal = await call("PATCH", path, [{ op: "Remove", path: "/orderNumber" }]);
  expect([removal.status, errorType(removal.record)]).toEqual([400, "InvalidOperation"]);
  expect((await call("PATCH", path, [{ op: "Replace", path: "/totalTax", value: 1 }])).status).toBe(400);
});
