import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import type { Json } from "../../../sandbox/server/json.ts";
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

it("takes the letters of Windows-1252, Euro sign and dashes among them", async () => {
  expect((await post({ additionalInformation: "Åäö – 5 € … “Ž”\n" })).status).toBe(200);
});
