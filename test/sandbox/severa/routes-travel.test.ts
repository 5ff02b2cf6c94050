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

it("lists those in a status, with their expenses and receipts", async () => {
  const waiting = (await call("GET", "/v1/travelreimbursementstatuses")).list.find(
    (entry) => entry["name"] === "Waiting for transfer to Procountor",
  ) as JsonRecord;
  expect(waiting).toMatchObject({ isLocked: true, isApproved: true });
  const found = await allPages(call, `/v1/travelreimbursements?travelReimbursementStatusGuids=${waiting["guid"]}`);
  expect(found.map((record) => record["number"])).toEqual(sandbox.state.expected.waitingTravel);
  const expenses = (await call("GET", `/v1/travelreimbursements/${found[2]?.["guid"]}/projecttravelexpenses`)).list;
  const total = expenses.reduce(
    (sum, expense) => sum + Number(expense["quantity"]) * Number(recordAt(expense, "unitPrice")["amount"]),
    0,
  );
  expect(total).toBeCloseTo(Number(recordAt(found[2] ?? {}, "total")["amount"]), 2);
  const withFile = expenses.find((expense) => expense["attachmentCount"] === 1) as JsonRecord;
  expect((await call("GET", `/v1/projecttravelexpenses/${withFile["guid"]}/files`)).list).toHaveLength(1);
});
