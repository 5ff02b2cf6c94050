import { expect, it } from "vitest";
import { startSandbox } from "../../../sandbox/sandbox.ts";
import { Tokens } from "../../../sandbox/server/tokens.ts";
import { severa } from "../client.ts";

const refusal = { status: 401 };
const call = (token: string, now: number) => ({ headers: { authorization: `Bearer ${token}` }, now });

it("a token stands for its session until its last moment", () => {
  const tokens = new Tokens<string>({ seconds: 10, newestOnly: false, refusal });
  expect(tokens.issue("t", "session", 5000)).toBe(15_000);
  expect(tokens.sessionOf(call("t", 14_999))).toBe("session");
  expect(tokens.sessionOf(call("t", 15_000))).toBeUndefined();
});

it("nothing but a known bearer token stands for one", () => {
  const tokens = new Tokens<string>({ seconds: 10, newestOnly: false, refusal });
  tokens.issue("t", "session", 0);
  expect(tokens.sessionOf(call("u", 0))).toBeUndefined();
  expect(tokens.sessionOf({ headers: {}, now: 0 })).toBeUndefined();
  expect(tokens.sessionOf({ headers: { authorization: "t" }, now: 0 })).toBeUndefined();
  expect(tokens.sessionOf({ headers: { authorization: "Basic t" }, now: 0 })).toBeUndefined();
});

it.each([true, false])("a new token ends those before it: %s", (newestOnly) => {
  const tokens = new Tokens<number>({ seconds: 10, newestOnly, refusal });
  tokens.issue("older", 1, 0);
  tokens.issue("newer", 2, 0);
  expect([tokens.sessionOf(call("older", 1)), tokens.sessionOf(call("newer", 1))]).toEqual([
    newestOnly ? undefined : 1,
    2,
  ]);
});

it("a token of a running system ends when its time is over", async () => {
  const short = await startSandbox({ invoices: 5, tokenSeconds: 1, quota: false });
  const severaCall = await severa(short);
  expect((await severaCall("GET", "/v1/users")).status).toBe(200);
  await expect
    .poll(async () => (await severaCall("GET", "/v1/users")).status, { timeout: 5000, interval: 200 })
    .toBe(401);
  await short.close();
});
