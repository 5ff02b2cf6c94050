import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import type { JsonRecord } from "../../../sandbox/server/json.ts";
import { type Call, procountor, results } from "../client.ts";

let sandbox: Sandbox;
let call: Call;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 5, invoices: 40, purchases: 12, quota: false });
  call = await procountor(sandbox);
});
afterAll(() => sandbox.close());

it("is found by status, time of change and keyset, in pages of at most 200", async () => {
  for (const query of ["size=201", "size=0", "page=x", "versionStartDate=yesterday"])
    expect((await call("GET", `/invoices?${query}`)).status).toBe(400);
  const first = await call("GET", "/invoices?orderById=ASC&size=3");
  expect(first.record["meta"]).toMatchObject({ pageSize: 3, resultCount: 3 });
  const last = results(first)[2]?.["id"];
  const second = results(await call("GET", `/invoices?orderById=ASC&size=3&previousId=${last}`));
  expect(second.every((row) => Number(row["id"]) > Number(last))).toBe(true);
  const newest = results(await call("GET", "/invoices?size=1"))[0] as JsonRecord;
  const since = results(await call("GET", `/invoices?versionStartDate=${newest["version"]}&size=200`));
  expect(since.map((row) => row["id"])).toContain(newest["id"]);
});

it("is read with others by comma-separated ids, as an array", async () => {
  const [one, other] = results(await call("GET", "/invoices?size=2"));
  expect(
    (await call("GET", `/invoices/${one?.["id"]},${other?.["id"]},99`)).list.map((invoice) => invoice["id"]),
  ).toEqual([one?.["id"], other?.["id"]]);
  expect((await call("GET", `/invoices/${one?.["id"]}`)).record["id"]).toBe(one?.["id"]);
  expect((await call("GET", "/invoices/99")).status).toBe(404);
});
