import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import type { JsonRecord } from "../../../sandbox/server/json.ts";
import { type Call, procountor } from "../client.ts";

let sandbox: Sandbox;
let call: Call;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 5, invoices: 40, purchases: 12, quota: false });
  call = await procountor(sandbox);
});
afterAll(() => sandbox.close());

it("closes and opens dimension items with a status", async () => {
  const dimension = (await call("GET", "/dimensions?name=kustannus")).list[0] as JsonRecord;
  const path = `/dimensions/${dimension["id"]}/items`;
  const item = (await call("POST", path, { codeName: "900", description: "Uusi" })).record;
  expect((await call("PUT", path, { ...item, status: "P" })).record["status"]).toBe("P");
  expect((await call("PUT", path, item)).record).not.toHaveProperty("status");
  expect((await call("PUT", path, { codeName: "900" })).status).toBe(400);
  expect((await call("PUT", path, { id: 1, codeName: "900" })).status).toBe(404);
});
