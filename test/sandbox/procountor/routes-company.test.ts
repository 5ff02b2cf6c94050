import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { recordsAt } from "../../../sandbox/server/json.ts";
import { type Call, procountor } from "../client.ts";

let sandbox: Sandbox;
let call: Call;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 5, invoices: 40, purchases: 12, quota: false });
  call = await procountor(sandbox);
});
afterAll(() => sandbox.close());

it("has its old years closed and the present one open", async () => {
  const years = recordsAt((await call("GET", "/fiscalyears")).record, "fiscalYears");
  expect(years.map((year) => [String(year["startDate"]).slice(0, 4), year["isOpen"]])).toEqual([
    ["2027", true],
    ["2026", true],
    ["2025", false],
    ["2024", false],
  ]);
  expect(recordsAt(years[3] ?? {}, "trackingPeriods")[0]?.["status"]).toBe("CLOSED");
});

it("answers the connection test and the session", async () => {
  expect((await call("GET", "/status")).record["status"]).toBe("OK");
  expect((await call("GET", "/sessioninfo")).record["country"]).toBe("FINLAND");
  expect((await call("GET", "/nothing")).status).toBe(404);
});
