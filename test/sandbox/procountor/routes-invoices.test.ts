import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { type Json, recordsAt } from "../../../sandbox/server/json.ts";
import { type Call, ibanOf, procountor, results, type Seen, salesInvoice } from "../client.ts";

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

it("ends UNFINISHED, numbered by Procountor, whatever status was sent", async () => {
  const answer = await post({ status: "SENT", invoiceNumber: 7, originalInvoiceNumber: "A-1" });
  expect(answer.status).toBe(200);
  expect(answer.record).toMatchObject({ status: "UNFINISHED", originalInvoiceNumber: "A-1" });
  expect(answer.record["invoiceNumber"]).toBeGreaterThan(10_000);
  expect(recordsAt(answer.record, "invoiceSumInfo")[0]).toMatchObject({
    excludingVatTotal: 932.3,
    vatSumTotal: 237.74,
    invoiceSumTotal: 1170.04,
  });
});

it("searches the number as a whole, or by part where the sandbox is told so", async () => {
  const found = async (at: Sandbox, number: string) => {
    const search = await procountor(at);
    await search(
      "POST",
      "/invoices",
      salesInvoice(String(at.state.procountor.books.bankAccounts.all()[0]?.record["iban"]), {
        originalInvoiceNumber: "26123",
      }),
    );
    return results(await search("GET", `/invoices?originalInvoiceNumber=${number}`)).length;
  };
  expect(await found(sandbox, "2612")).toBe(0);
  const loose = await startSandbox({ invoices: 5, quota: false, partialNumberSearch: true });
  expect(await found(loose, "2612")).toBe(1);
  await loose.close();
});

it("goes by approve and send, and SENT is final", async () => {
  const id = (await post({ invoiceChannel: "MAIL" })).record["id"];
  expect((await call("PUT", `/invoices/${id}/send`)).status).toBe(403);
  expect((await call("PUT", `/invoices/${id}/approve`, {})).status).toBe(200);
  expect((await call("GET", `/invoices/${id}`)).record["status"]).toBe("NOT_SENT");
  expect((await call("PUT", `/invoices/${id}/send`)).status).toBe(200);
  for (const action of ["unfinished", "invalidate", "approve"])
    expect((await call("PUT", `/invoices/${id}/${action}`, {})).status).toBe(403);
});

it("is APPROVED rather than NOT_SENT when nothing is sent", async () => {
  const id = (await post()).record["id"];
  await call("PUT", `/invoices/${id}/approve`, {});
  expect((await call("GET", `/invoices/${id}`)).record["status"]).toBe("APPROVED");
});

it("is replaced only with its version, and gets a new receipt when amounts change", async () => {
  const invoice = (await post()).record;
  const path = `/invoices/${invoice["id"]}`;
  const { version, ...without } = invoice;
  expect(faults(await call("PUT", path, without))).toEqual([["version", "NOT_NULL"]]);
  const same = (await call("PUT", path, { ...invoice, additionalInformation: "uusi" })).record;
  expect(same["ledgerReceiptId"]).toBe(invoice["ledgerReceiptId"]);
  expect(String(same["version"]) > String(version)).toBe(true);
  expect((await call("PUT", path, invoice)).status).toBe(400);
  const rows = recordsAt(same, "invoiceRows").map((row) => ({ ...row, quantity: 3 }));
  expect((await call("PUT", path, { ...same, invoiceRows: rows })).record["ledgerReceiptId"]).not.toBe(
    invoice["ledgerReceiptId"],
  );
});
