import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { recordsAt } from "../../../sandbox/server/json.ts";
import { type Call, procountor, results } from "../client.ts";

let sandbox: Sandbox;
let call: Call;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 5, invoices: 40, purchases: 12, quota: false });
  call = await procountor(sandbox);
});
afterAll(() => sandbox.close());

it("dimensions are on the receipts of the seeded purchase invoices, most of them", async () => {
  const found = results(
    await call("GET", "/invoices?types=PURCHASE_INVOICE&status=APPROVED,PAID,MARKED_PAID&orderById=ASC"),
  );
  expect(found.length).toBeGreaterThan(1);
  const invoice = (await call("GET", `/invoices/${found[0]?.["id"]}`)).record;
  const receipt = (await call("GET", `/ledgerreceipts/${invoice["ledgerReceiptId"]}`)).record;
  const entries = recordsAt(receipt, "transactions").filter((entry) => entry["transactionType"] === "ENTRY");
  expect(entries).toHaveLength(recordsAt(invoice, "invoiceRows").length);
  expect(entries.every((entry) => recordsAt(entry, "dimensionItemValues").length === 1)).toBe(true);
});
