import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { type Json, recordAt, recordsAt } from "../../../sandbox/server/json.ts";
import { type Call, ibanOf, procountor, salesInvoice } from "../client.ts";

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

it("makes one ledger entry for each row, or one for all", async () => {
  const byRow = (await post()).record;
  const receipt = (await call("GET", `/ledgerreceipts/${byRow["ledgerReceiptId"]}`)).record;
  const entries = recordsAt(receipt, "transactions");
  expect(entries.map((entry) => [entry["transactionType"], entry["accountingValue"]])).toEqual([
    ["ENTRY", -862.5],
    ["ENTRY", -69.8],
    ["REVERSING_ENTRY", 932.3],
  ]);
  const whole = (await post({ "extraInfo.accountingByRow": false })).record;
  const one = recordsAt((await call("GET", `/ledgerreceipts/${whole["ledgerReceiptId"]}`)).record, "transactions");
  expect(one.map((entry) => entry["accountingValue"])).toEqual([-932.3, 932.3]);
});

it("makes a reference number for an empty one", async () => {
  const payment = recordAt((await post({ "paymentInfo.bankReferenceCode": "" })).record, "paymentInfo");
  expect(payment["bankReferenceCode"]).toMatch(/^\d{4,}$/);
});
