import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { type JsonRecord, recordAt } from "../../../sandbox/server/json.ts";
import { type Call, severa } from "../client.ts";

let sandbox: Sandbox;
let call: Call;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 3, invoices: 60, quota: false });
  call = await severa(sandbox);
});
afterAll(() => sandbox.close());

const errorType = (record: JsonRecord) => recordAt(record, "error")["type"];

it("has nothing in the lists of deleted things", async () => {
  expect((await call("GET", "/v1/deletedprojectfees")).list).toEqual([]);
});

it("answers a created fee as an array with 201, and names what is wrong with another", async () => {
  const project = (await call("GET", "/v1/projects")).list[0] as JsonRecord;
  const fee = {
    Name: "Alihankinta",
    project: { guid: project["guid"] },
    quantity: 1,
    unitPrice: { amount: 120.5, currencyCode: "EUR" },
    eventDate: "2026-03-01",
  };
  const made = await call("POST", "/v1/projectfees", fee as unknown as JsonRecord);
  expect(made.status).toBe(201);
  expect(made.list[0]).toMatchObject({ name: "Alihankinta", quantity: 1 });
  const wrong = await call("POST", "/v1/projectfees", {
    ...fee,
    project: { guid: "nobody" },
  } as unknown as JsonRecord);
  expect([wrong.status, errorType(wrong.record)]).toEqual([400, "InvalidParameter"]);
  await call("POST", "/v1/projectfees", fee as unknown as JsonRecord);
  expect(sandbox.audit().duplicates).toHaveLength(1);
});
