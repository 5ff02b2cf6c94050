import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { faultNames } from "../../../sandbox/server/faults.ts";
import type { JsonRecord } from "../../../sandbox/server/json.ts";
import { inspector, procountor, severa } from "../client.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 6, invoices: 30, quota: false });
});
afterAll(() => sandbox.close());
const at = (path: string, body?: JsonRecord) => inspector(sandbox)(path, body);

it("logs requests without any secret", async () => {
  await procountor(sandbox);
  await severa(sandbox);
  const text = await (await fetch(`${sandbox.url}/sandbox/requests?tail=1000`)).text();
  expect(text).toContain('"path":"/oauth/token"');
  for (const secret of [
    sandbox.severa.clientSecret,
    sandbox.procountor.clientSecret,
    sandbox.procountor.apiKey,
    "sv-",
    "pc.",
  ])
    expect(text).not.toContain(secret);
});

it("counts calls by route, not by record", async () => {
  const call = await severa(sandbox);
  for (const { guid } of (await call("GET", "/v1/customers?rowCount=3")).list as readonly { guid: string }[])
    await call("GET", `/v1/customers/${guid}`);
  expect(sandbox.audit().calls["severa GET /v1/customers/{guid}"]).toBeGreaterThanOrEqual(3);
});

it("goes back to the start", async () => {
  await at("/severa/invoices/26001", { status: "Draft" });
  expect(sandbox.audit().waiting.invoices).toBeLessThan(30);
  expect((await at("/reset", {})).status).toBe(200);
  expect(sandbox.audit().waiting.invoices).toBe(30);
  expect(sandbox.audit().calls).toEqual({});
  expect((await at("/nowhere")).status).toBe(404);
  for (const path of ["/severa/constructor/1", "/toString/invoices/1"]) expect((await at(path, {})).status).toBe(404);
});

it("switches faults over HTTP and names what it does not know", async () => {
  const set = (body: unknown) => fetch(`${sandbox.url}/sandbox/faults`, { method: "POST", body: JSON.stringify(body) });
  expect((await set({ htmlError: { system: "severa" } })).status).toBe(200);
  expect((await fetch(`${sandbox.severa.baseUrl}/heartbeat/server`)).status).toBe(502);
  expect((await set({ htmlError: null })).status).toBe(200);
  expect((await fetch(`${sandbox.severa.baseUrl}/heartbeat/server`)).status).toBe(200);
  const wrong = await set({ earthquake: {} });
  expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining(faultNames.join(", "))]);
  expect((await set({ slow: { probability: 2 } })).status).toBe(400);
});
