import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { allPages, type Call, severa, statusGuid } from "../client.ts";

let sandbox: Sandbox;
let call: Call;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 3, invoices: 60, quota: false });
  call = await severa(sandbox);
});
afterAll(() => sandbox.close());

it("filters by repeated parameters", async () => {
  const found = await call("GET", "/v1/invoices?numbers=26001&numbers=26003");
  expect(found.list.map((invoice) => invoice["number"])).toEqual([26001, 26003]);
  const waiting = await allPages(
    call,
    `/v1/invoices?invoiceStatusGuids=${await statusGuid(call, "Waiting for transfer to Procountor")}`,
  );
  expect(waiting.map((invoice) => invoice["number"])).toEqual(sandbox.state.expected.waitingInvoices);
});

it("counts changedSince inclusively", async () => {
  const invoice = (await call("GET", "/v1/invoices?numbers=26040")).list[0];
  const at = String(invoice?.["lastUpdatedDateTime"]);
  const guids = (await allPages(call, `/v1/invoices?changedSince=${encodeURIComponent(at)}`)).map(
    (entry) => entry["guid"],
  );
  expect(guids).toContain(invoice?.["guid"]);
  const later = new Date(Date.parse(at) + 1).toISOString();
  expect((await allPages(call, `/v1/invoices?changedSince=${later}`)).map((entry) => entry["guid"])).not.toContain(
    invoice?.["guid"],
  );
});

it("gives the rows of all invoices as those of each", async () => {
  const rows = await allPages(call, "/v1/invoicerows");
  const invoices = await allPages(call, "/v1/invoices");
  const first = invoices[0]?.["guid"];
  const own = await allPages(call, `/v1/invoices/${first}/invoicerows`);
  expect(rows.filter((row) => row["invoiceGuid"] === first)).toEqual(own);
  expect(own.length).toBeGreaterThan(0);
});
