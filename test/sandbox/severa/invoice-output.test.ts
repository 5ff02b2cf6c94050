import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { recordAt } from "../../../sandbox/server/json.ts";
import { allPages, type Call, severa } from "../client.ts";

let sandbox: Sandbox;
let call: Call;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 3, invoices: 60, quota: false });
  call = await severa(sandbox);
});
afterAll(() => sandbox.close());

/** Half a cent goes away from zero. */
const rounded = (value: number) => Math.sign(value) * Math.round(Number(Math.abs(value).toFixed(4)));

it("totals an invoice from its rows", async () => {
  for (const invoice of await allPages(call, "/v1/invoices")) {
    const rows = await allPages(call, `/v1/invoices/${invoice["guid"]}/invoicerows`);
    const cents = rows.reduce(
      (sum, row) => sum + rounded(Number(row["quantity"]) * Number(recordAt(row, "unitPrice")["amount"]) * 100),
      0,
    );
    expect(cents / 100).toBeCloseTo(Number(recordAt(invoice, "totalExcludingTax")["amount"]), 2);
    if (invoice["isCreditNote"] === true) expect(cents).toBeLessThan(0);
  }
});
