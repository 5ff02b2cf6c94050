import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { type Call, severa } from "../client.ts";

let sandbox: Sandbox;
let call: Call;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 3, invoices: 60, quota: false });
  call = await severa(sandbox);
});
afterAll(() => sandbox.close());

it("answers the heartbeats, one of them only with a token", async () => {
  expect(await (await fetch(`${sandbox.severa.baseUrl}/heartbeat/server`)).text()).toBe("Server is alive.");
  expect((await fetch(`${sandbox.severa.baseUrl}/heartbeat/authorized`)).status).toBe(401);
  expect((await call("GET", "/heartbeat/authorized")).status).toBe(204);
});
