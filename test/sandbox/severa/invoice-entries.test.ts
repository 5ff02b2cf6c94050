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

it("shows what is behind a row, with its project", async () => {
  const invoice = (await call("GET", "/v1/invoices?numbers=26002")).list[0] as JsonRecord;
  for (const row of await allPages(call, `/v1/invoices/${invoice["guid"]}/invoicerows`)) {
    const kind = { Hours: "workhours", ProjectFees: "projectfees", TravelExpenses: "projecttravelexpenses" }[
      String(row["rowType"])
    ];
    const entries = (await call("GET", `/v1/invoicerows/${row["guid"]}/${kind}`)).list;
    const quantity = entries.reduce((sum, entry) => sum + Number(entry["quantity"]), 0);
    expect(quantity).toBeCloseTo(Number(row["quantity"]), 2);
    const projects = (invoice["projects"] as readonly JsonRecord[]).map((project) => project["guid"]);
    for (const entry of entries) expect(projects).toContain(recordAt(entry, "project")["guid"]);
  }
});
