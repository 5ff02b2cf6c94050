import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { type Json, type JsonRecord, recordsAt } from "../../../sandbox/server/json.ts";
import { type Call, ibanOf, procountor, procountorToken, results, salesInvoice } from "../client.ts";

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

const attach = async (meta: JsonRecord, bytes: Uint8Array<ArrayBuffer>, metaType = "application/json") => {
  const form = new FormData();
  form.append("meta", new Blob([JSON.stringify(meta)], { type: metaType }));
  form.append("file", new Blob([bytes]), String(meta["name"]));
  const token = String((await procountorToken(sandbox)).record["access_token"]);
  return fetch(`${sandbox.procountor.baseUrl}/attachments`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}` },
    body: form,
  });
};

it("attachments are stored up to 10,000,000 bytes and come back as multipart/mixed", async () => {
  const id = Number((await post()).record["id"]);
  const meta = { name: "lasku.pdf", referenceType: "INVOICE", referenceId: id, sendWithInvoice: true };
  const stored = (await (await attach(meta, new Uint8Array([1, 2, 3]))).json()) as JsonRecord;
  expect(stored).toMatchObject({ name: "lasku.pdf", mimeType: "application/pdf" });
  const read = await call("GET", `/attachments/${stored["id"]}`);
  expect(read.headers.get("content-type")).toMatch(/^multipart\/mixed; boundary=/);
  expect(recordsAt((await call("GET", `/invoices/${id}`)).record, "attachments")).toHaveLength(1);
  expect((await attach(meta, new Uint8Array(10_000_000))).status).toBe(200);
  expect((await attach(meta, new Uint8Array(10_000_001))).status).toBe(400);
  expect((await attach(meta, new Uint8Array(1), "text/plain")).status).toBe(400);
  expect(sandbox.audit().duplicates).toContainEqual({ kind: "attachments", key: `${id}/lasku.pdf`, count: 2 });
});

it("attachments go with the invoice only on sales, and not after it has been sent", async () => {
  const purchase = results(await call("GET", "/invoices?types=PURCHASE_INVOICE"))[0] as JsonRecord;
  const meta = {
    name: "a.pdf",
    referenceType: "INVOICE",
    referenceId: Number(purchase["id"]),
    sendWithInvoice: true,
  };
  expect((await attach(meta, new Uint8Array(1))).status).toBe(400);
  expect((await attach({ ...meta, sendWithInvoice: false }, new Uint8Array(1))).status).toBe(200);
  const id = Number((await post({ invoiceChannel: "MAIL" })).record["id"]);
  await call("PUT", `/invoices/${id}/approve`, {});
  await call("PUT", `/invoices/${id}/send`);
  expect((await attach({ ...meta, referenceId: id }, new Uint8Array(1))).status).toBe(403);
});
