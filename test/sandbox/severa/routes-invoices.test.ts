import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { type JsonRecord, recordAt } from "../../../sandbox/server/json.ts";
import { allPages, type Call, severa, statusGuid } from "../client.ts";

let sandbox: Sandbox;
let call: Call;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 3, invoices: 60, quota: false });
  call = await severa(sandbox);
});
afterAll(() => sandbox.close());

const errorType = (record: JsonRecord) => recordAt(record, "error")["type"];

it("answers 404 without a body for what does not exist", async () => {
  const answer = await call("GET", "/v1/invoices/00000000-0000-4000-8000-000000000000");
  expect([answer.status, answer.text]).toEqual([404, ""]);
});

it("numbers an invoice when its status asks for a number", async () => {
  const draft = (await allPages(call, "/v1/invoices")).find(
    (invoice) => recordAt(invoice, "status")["name"] === "Draft",
  ) as JsonRecord;
  const next = (await call("GET", "/v1/organizationsettings")).record["nextInvoiceNumber"];
  const guid = await statusGuid(call, "Waiting for transfer to Procountor");
  const answer = await call("PATCH", `/v1/invoices/${draft["guid"]}`, [
    { op: "Replace", path: "/status", value: { guid } },
  ]);
  expect(answer.list[0]?.["number"]).toBe(next);
  await call("PATCH", `/v1/invoices/${draft["guid"]}`, [
    { op: "Replace", path: "/status/guid", value: await statusGuid(call, "Draft") },
  ]);
});

it("lets only the status of a read-only invoice change", async () => {
  const invoice = (await call("GET", "/v1/invoices?numbers=26005")).list[0] as JsonRecord;
  const path = `/v1/invoices/${invoice["guid"]}`;
  const edit = await call("PATCH", path, [{ op: "Replace", path: "/notes", value: "x" }]);
  expect([edit.status, errorType(edit.record)]).toEqual([400, "InvalidOperation"]);
  const moved = await call("PATCH", path, [
    { op: "Replace", path: "/status/guid", value: await statusGuid(call, "Transferred to Procountor") },
  ]);
  expect(recordAt(moved.list[0] ?? {}, "status")["name"]).toBe("Transferred to Procountor");
  expect(sandbox.audit().losses).toContainEqual({ kind: "invoice", number: 26005 });
  await call("PATCH", path, [
    { op: "Replace", path: "/status/guid", value: await statusGuid(call, "Waiting for transfer to Procountor") },
  ]);
  expect(sandbox.audit().losses).toEqual([]);
});
