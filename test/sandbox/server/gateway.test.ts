import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FaultName, type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { recordsAt } from "../../../sandbox/server/json.ts";
import { type Call, procountor, procountorToken, salesInvoice } from "../client.ts";

let sandbox: Sandbox;
let call: Call;
let iban = "";

beforeEach(async () => {
  sandbox = await startSandbox({ seed: 9, invoices: 20, quota: false });
  call = await procountor(sandbox);
  iban = String(recordsAt((await call("GET", "/bankaccounts")).record, "results")[0]?.["iban"]);
});
afterEach(() => sandbox.close());

const post = (number: string) => call("POST", "/invoices", salesInvoice(iban, { originalInvoiceNumber: number }));
const onPost = { system: "procountor", route: "^POST /invoices$", next: 1 } as const;
const sales = () => sandbox.audit().invoices.sales;

describe("a fault strikes the next matching request only", () => {
  it.each<[FaultName, boolean]>([
    ["lostRequest", false],
    ["lostReply", true],
  ])("%s breaks the connection; executed: %s", async (fault, executed) => {
    sandbox.setFaults({ [fault]: onPost });
    await expect(post("1")).rejects.toThrow();
    expect(sales()).toEqual(executed ? { 1: 1 } : {});
    expect((await post("2")).status).toBe(200);
  });

  it.each<[FaultName, number, RegExp, boolean]>([
    ["errorAfterEffect", 500, /<html>[\s\S]*nginx/, true],
    ["htmlError", 502, /<html>/, false],
    ["storm429", 429, /Too many/, false],
    ["expiredToken", 401, /Unauthorized/, false],
  ])("%s answers %s; executed: %s", async (fault, status, body, executed) => {
    sandbox.setFaults({ [fault]: onPost });
    const answer = await post("1");
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(body);
    expect(sales()).toEqual(executed ? { 1: 1 } : {});
    expect((await post("2")).status).toBe(200);
  });

  it("notJson executes and answers half a body", async () => {
    sandbox.setFaults({ notJson: onPost });
    const answer = await post("1");
    expect(answer.status).toBe(200);
    expect(() => answer.record).toThrow();
    expect(sales()).toEqual({ 1: 1 });
  });

  it.each<[FaultName, boolean]>([
    ["executeThenTimeout", true],
    ["lateLanding", false],
  ])("%s never answers; executed before the caller gives up: %s", async (fault, early) => {
    sandbox.setFaults({ [fault]: { ...onPost, ms: 150 } });
    const token = String((await procountorToken(sandbox)).record["access_token"]);
    const sent = fetch(`${sandbox.procountor.baseUrl}/invoices`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify(salesInvoice(iban, { originalInvoiceNumber: "late" })),
      signal: AbortSignal.timeout(80),
    });
    await expect(sent).rejects.toThrow();
    expect(sales()).toEqual(early ? { late: 1 } : {});
    await expect.poll(sales, { timeout: 5000 }).toEqual({ late: 1 });
  });

  it("slow answers properly, later", async () => {
    sandbox.setFaults({ slow: { ...onPost, ms: 120 } });
    const start = performance.now();
    expect((await post("1")).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(100);
  });

  it("listLag hides a new record from lists, not from reading by id", async () => {
    sandbox.setFaults({ listLag: { ...onPost, ms: 300 } });
    const made = (await post("1")).record;
    const search = async () =>
      recordsAt((await call("GET", "/invoices?originalInvoiceNumber=1")).record, "results").length;
    expect(await search()).toBe(0);
    expect((await call("GET", `/invoices/${made["id"]}`)).status).toBe(200);
    await expect.poll(search, { timeout: 5000 }).toBe(1);
  });
});

it("a path that only begins like a system's is none of it", async () => {
  const { origin, pathname } = new URL(sandbox.severa.baseUrl);
  expect((await fetch(`${origin}${pathname}/heartbeat/server`)).status).toBe(200);
  const beside = await fetch(`${origin}${pathname}2/heartbeat/server`);
  expect([beside.status, await beside.text()]).toEqual([404, ""]);
  expect(Object.keys(sandbox.audit().calls).filter((route) => route.includes("2/heartbeat"))).toEqual([]);
});
