import { afterEach, beforeEach, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { type Call, procountor, severa } from "../client.ts";

let sandbox: Sandbox;
let call: Call;

beforeEach(async () => {
  sandbox = await startSandbox({ seed: 9, invoices: 20, quota: false });
  call = await procountor(sandbox);
});
afterEach(() => sandbox.close());

it("faults are drawn from the seed: the same requests meet the same faults", async () => {
  const outcome = async () => {
    const other = await startSandbox({
      seed: 4,
      invoices: 5,
      quota: false,
      faults: { htmlError: { system: "severa", probability: 0.4 } },
    });
    const statuses: number[] = [];
    for (let index = 0; index < 30; index += 1)
      statuses.push((await fetch(`${other.severa.baseUrl}/heartbeat/server`)).status);
    await other.close();
    return statuses;
  };
  const first = await outcome();
  expect(first).toContain(502);
  expect(first).toContain(200);
  expect(await outcome()).toEqual(first);
});

it("faults of one system leave the other alone", async () => {
  sandbox.setFaults({ lostRequest: { system: "severa" } });
  expect((await call("GET", "/status")).status).toBe(200);
  await expect(severa(sandbox)).rejects.toThrow();
});
