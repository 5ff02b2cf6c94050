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

it("pages by an opaque token in a header and gives each record once", async () => {
  const invoices = await allPages(call, "/v1/invoices");
  expect(new Set(invoices.map((invoice) => invoice["guid"])).size).toBe(72);
  expect(invoices).toHaveLength(72);
});

it("gives 20 rows when none are asked for, and never more than 1000", async () => {
  expect((await call("GET", "/v1/invoices")).list).toHaveLength(20);
  expect((await call("GET", "/v1/invoices?rowCount=5000")).status).toBe(200);
});

it("refuses a token of another query", async () => {
  const token = (await call("GET", "/v1/invoices?rowCount=5")).headers.get("NextPageToken");
  const other = await call("GET", `/v1/invoices?rowCount=5&numbers=26001&pageToken=${token}`);
  expect(other.status).toBe(400);
  expect(errorType(other.record)).toBe("InvalidParameter");
  expect((await call("GET", `/v1/invoices?rowCount=9&pageToken=${token}`)).status).toBe(200);
});

it("pages registers by offset, without a header", async () => {
  const first = await call("GET", "/v1/contactpersons?rowCount=3");
  const second = await call("GET", "/v1/contactpersons?rowCount=3&firstRow=2");
  expect(first.headers.get("NextPageToken")).toBeNull();
  expect(second.list[0]?.["guid"]).toBe(first.list[2]?.["guid"]);
});
