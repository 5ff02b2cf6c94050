import { afterEach, beforeEach, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { numberAt } from "../../../sandbox/server/json.ts";
import { type Call, severa, statusGuid } from "../client.ts";

let sandbox: Sandbox;
let call: Call;

beforeEach(async () => {
  sandbox = await startSandbox({ seed: 3, invoices: 8, travel: 3, quota: false });
  call = await severa(sandbox);
});
afterEach(() => sandbox.close());

const audit = () => sandbox.state.severa.audit();
const move = async (number: number, status: string) => {
  const guid = (await call("GET", `/v1/invoices?numbers=${number}`)).list[0]?.["guid"];
  const value = await statusGuid(call, status);
  return call("PATCH", `/v1/invoices/${guid}`, [{ op: "Replace", path: "/status/guid", value }]);
};

it("counts what waits, and what a person takes back waits no more", () => {
  expect(audit().report.waiting).toEqual({ invoices: 8, travel: 3 });
  sandbox.state.severa.edits.invoices(26001, { status: "Draft" }, Date.now());
  sandbox.state.severa.edits.travel(501, { status: "Draft" }, Date.now());
  expect(audit().report.waiting).toEqual({ invoices: 7, travel: 2 });
  expect(audit().report.statusChanges).toEqual({ severaInvoices: 0, severaTravel: 0 });
});

it("releases an invoice for as long as it stands past the transfer", async () => {
  await move(26001, "Transferred to Procountor");
  expect(audit().released).toEqual([{ kind: "invoice", number: 26001 }]);
  await move(26001, "Waiting for transfer to Procountor");
  expect(audit().released).toEqual([]);
  expect(audit().report.statusChanges.severaInvoices).toBe(2);
});

it("releases a travel reimbursement by its own number", async () => {
  const [record] = (await call("GET", "/v1/travelreimbursements?rowCount=1")).list;
  const statuses = (await call("GET", "/v1/travelreimbursementstatuses")).list;
  const value = statuses.find(({ name }) => name === "Transferred to Procountor")?.["guid"] ?? null;
  await call("PATCH", `/v1/travelreimbursements/${record?.["guid"]}`, [
    { op: "Replace", path: "/travelReimbursementStatus/guid", value },
  ]);
  expect(audit().released).toEqual([{ kind: "travel", number: numberAt(record ?? {}, "number") }]);
});
