import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { type JsonRecord, recordAt } from "../../../sandbox/server/json.ts";
import { inspector, severa } from "../client.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 6, invoices: 30, quota: false });
});
afterAll(() => sandbox.close());
const at = (path: string, body?: JsonRecord) => inspector(sandbox)(path, body);

it("edits an invoice as a person would: status by name, fields, rows and the customer's card", async () => {
  const call = await severa(sandbox);
  const refused = sandbox.state.expected.refusals.find(
    (entry) => entry.case === "business ID with a wrong check digit",
  );
  const before = (await call("GET", `/v1/invoices?numbers=${refused?.number}`)).list[0] as JsonRecord;
  const edited = await at(`/severa/invoices/${refused?.number}`, {
    change: {
      status: "Draft",
      orderNumber: "PO-9",
      receiverVatNumber: "FI01120389",
      customer: { vatNumber: "FI01120389" },
      rows: { 0: { description: "Korjattu" } },
    },
  });
  expect(edited.status).toBe(200);
  const after = (await call("GET", `/v1/invoices/${before["guid"]}`)).record;
  expect(after).toMatchObject({ orderNumber: "PO-9", number: refused?.number });
  expect(recordAt(after, "status")["name"]).toBe("Draft");
  expect((await call("GET", `/v1/customers/${recordAt(after, "customer")["guid"]}`)).record["vatNumber"]).toBe(
    "FI01120389",
  );
  expect((await call("GET", `/v1/invoices/${before["guid"]}/invoicerows`)).list[0]?.["description"]).toBe("Korjattu");
  expect(String(after["lastUpdatedDateTime"]) > String(before["lastUpdatedDateTime"])).toBe(true);
  const large = sandbox.state.expected.refusals.find((entry) => entry.case === "attachment over 10 MB");
  const files = async (guid: unknown) => (await call("GET", `/v1/invoices/${guid}/files`)).list.length;
  const { guid } = (await call("GET", `/v1/invoices?numbers=${large?.number}`)).list[0] as JsonRecord;
  expect(await files(guid)).toBe(1);
  await at(`/severa/invoices/${large?.number}`, { files: false });
  expect(await files(guid)).toBe(0);
  expect((await at("/severa/invoices/1", { status: "Draft" })).status).toBe(404);
});

it("edits travel reimbursements in the same way", async () => {
  const call = await severa(sandbox);
  const [noAccount, noCode] = sandbox.state.expected.refusals.filter((entry) => entry.kind === "travel");
  const { guid, user } = (
    await at(`/severa/travel/${noAccount?.number}`, {
      status: "Draft",
      user: { bankAccountNumber: "FI2112345600000785" },
    })
  ).body as { guid: string; user: { guid: string } };
  expect((await call("GET", `/v1/users/${user.guid}`)).record["bankAccountNumber"]).toBe("FI2112345600000785");
  expect(
    recordAt((await call("GET", `/v1/travelreimbursements/${guid}`)).record, "travelReimbursementStatus")["name"],
  ).toBe("Draft");
  const other = (await at(`/severa/travel/${noCode?.number}`, { expenses: { 0: { travelExpense: { code: "3001" } } } }))
    .body;
  const expense = (await call("GET", `/v1/travelreimbursements/${other["guid"]}/projecttravelexpenses`))
    .list[0] as JsonRecord;
  expect(recordAt(expense, "travelExpense")["code"]).toBe("3001");
});
