import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { type Json, type JsonRecord, recordsAt } from "../../../sandbox/server/json.ts";
import { type Call, ibanOf, procountor, type Seen, salesInvoice } from "../client.ts";

let sandbox: Sandbox;
let call: Call;
let iban = "";

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 5, invoices: 40, purchases: 12, quota: false });
  call = await procountor(sandbox);
  iban = await ibanOf(call);
});
afterAll(() => sandbox.close());

const faults = (answer: Seen) => recordsAt(answer.record, "errors").map((error) => [error["field"], error["message"]]);
const post = (change: Readonly<Record<string, Json | undefined>> = {}) =>
  call("POST", "/invoices", salesInvoice(iban, change));

it("the dimensions of a receipt must add up to the entry, with open items of the register", async () => {
  const invoice = (await post()).record;
  const receipt = (await call("GET", `/ledgerreceipts/${invoice["ledgerReceiptId"]}`)).record;
  const entry = recordsAt(receipt, "transactions")[0] as JsonRecord;
  const dimension = (await call("GET", "/dimensions")).list[0] as JsonRecord;
  const [one, two] = recordsAt(dimension, "items");
  const path = `/ledgerreceipts/${receipt["id"]}/transactions/${entry["id"]}/dimensions`;
  const put = (...values: readonly (readonly [Json | undefined, number])[]) =>
    call("PUT", path, {
      dimensionItemValues: values.map(([itemId, value]) => ({
        dimensionId: dimension["id"] ?? null,
        itemId: itemId ?? null,
        value,
      })),
    });
  expect((await put([one?.["id"], -862.5])).status).toBe(200);
  expect((await put([one?.["id"], -800], [two?.["id"], -62.5])).status).toBe(200);
  expect(faults(await put([one?.["id"], -800]))[0]?.[1]).toMatch(/add up/);
  expect(faults(await put([1, -862.5]))[0]?.[1]).toBe(
    "DIMENSION_OR_DIMENSION_ITEM_IDENTIFIERS_DOES_NOT_MATCH_THOSE_STORED_IN_DATABASE",
  );
  expect((await put([one?.["id"], -462.5], [one?.["id"], -400])).status).toBe(400);
  expect((await put()).status).toBe(200);
});
