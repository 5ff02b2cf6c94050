import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import type { Json } from "../../../sandbox/server/json.ts";
import { type Call, ibanOf, procountor, results, salesInvoice } from "../client.ts";

let sandbox: Sandbox;
let call: Call;
let iban = "";

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 5, invoices: 40, purchases: 12, quota: false });
  call = await procountor(sandbox);
  iban = await ibanOf(call);
});
afterAll(() => sandbox.close());

const post = (change: Readonly<Record<string, Json | undefined>> = {}) =>
  call("POST", "/invoices", salesInvoice(iban, change));

it("accepts a second invoice with the same originalInvoiceNumber, and the audit sees it", async () => {
  await post({ originalInvoiceNumber: "TWICE" });
  await post({ originalInvoiceNumber: "TWICE" });
  expect(results(await call("GET", "/invoices?originalInvoiceNumber=TWICE&types=SALES_INVOICE"))).toHaveLength(2);
  expect(sandbox.audit().duplicates).toContainEqual({ kind: "sales", key: "TWICE", count: 2 });
});
