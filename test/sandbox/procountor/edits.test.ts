import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import type { JsonRecord } from "../../../sandbox/server/json.ts";
import { inspector, procountor } from "../client.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 6, invoices: 30, quota: false });
});
afterAll(() => sandbox.close());

it("edits an invoice as a person would, whatever its status allows, and keeps to the known statuses", async () => {
  const at = inspector(sandbox);
  const purchase = sandbox.state.procountor.books.invoices.all().find(({ record }) => record["status"] === "UNFINISHED")
    ?.record as JsonRecord;
  await at(`/procountor/invoices/${purchase["invoiceNumber"]}`, { status: "APPROVED" });
  const seen = (await (await procountor(sandbox))("GET", `/invoices/${purchase["id"]}`)).record;
  expect(seen["status"]).toBe("APPROVED");
  expect(String(seen["version"]) > String(purchase["version"])).toBe(true);
  expect((await at(`/procountor/invoices/${purchase["invoiceNumber"]}`, { status: "LOST" })).status).toBe(404);
});
