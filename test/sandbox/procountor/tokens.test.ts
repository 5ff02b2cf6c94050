import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { procountorToken } from "../client.ts";

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 5, invoices: 40, purchases: 12, quota: false });
});
afterAll(() => sandbox.close());

it("gives a token for one hour to a form without charset", async () => {
  const answer = await procountorToken(sandbox);
  expect(answer.status).toBe(200);
  expect(answer.record).toMatchObject({ expires_in: 3600, token_type: "Bearer" });
});

it.each([
  ["a charset in the content type", {}, "application/x-www-form-urlencoded;charset=UTF-8", 400, "invalid_request"],
  ["a wrong secret", { client_secret: "x" }, undefined, 401, "invalid_client"],
  ["a revoked API key", { api_key: "x" }, undefined, 401, "invalid_grant"],
  ["a missing grant type", { grant_type: "" }, undefined, 400, "invalid_request"],
])("refuses %s", async (_, change, type, status, error) => {
  const answer = await procountorToken(sandbox, change as Record<string, string>, type);
  expect([answer.status, answer.record["error"]]).toEqual([status, error]);
});

it("answers 401 in its own words without a token", async () => {
  const answer = await fetch(`${sandbox.procountor.baseUrl}/invoices`);
  expect([answer.status, await answer.json()]).toEqual([401, { errors: [{ status: 401, message: "Unauthorized" }] }]);
});
