import { afterEach, beforeEach, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { FaultBox } from "../../../sandbox/server/faults.ts";
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

it("a lag of lists concerns what is made, not what is read or logged in to, and stands in no other fault's way", () => {
  const box = new FaultBox(1, { listLag: { ms: 300 }, lostReply: { next: 1 } });
  expect([box.lag("books", "GET", "/invoices"), box.lag("books", "POST", "/oauth/token")]).toEqual([0, 0]);
  expect(box.struck.size).toBe(0);
  expect(box.lag("books", "POST", "/invoices")).toBe(300);
  expect(box.strike("books", "POST", "/invoices")?.name).toBe("lostReply");
  expect(box.strike("books", "POST", "/invoices")).toBeUndefined();
  expect(box.struck).toEqual(
    new Map([
      ["listLag", 1],
      ["lostReply", 1],
    ]),
  );
});
