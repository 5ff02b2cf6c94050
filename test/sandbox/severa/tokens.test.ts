import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import type { JsonRecord } from "../../../sandbox/server/json.ts";
import { recordAt } from "../../../sandbox/server/json.ts";
import { type Call, severa, severaToken } from "../client.ts";

let sandbox: Sandbox;
let call: Call;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 3, invoices: 60, quota: false });
  call = await severa(sandbox);
});
afterAll(() => sandbox.close());

const errorType = (record: JsonRecord) => recordAt(record, "error")["type"];

const token = (body: JsonRecord, version = "v1") =>
  fetch(`${sandbox.severa.baseUrl}/${version}/token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

it("a log-in takes the names of the body without regard to case, on both version segments", async () => {
  const { clientId, clientSecret } = sandbox.severa;
  for (const version of ["v1", "v1.0"]) {
    const answer = await token(
      { client_Id: clientId, CLIENT_SECRET: clientSecret, grant_type: "client_credentials" },
      version,
    );
    const body = (await answer.json()) as JsonRecord;
    expect(answer.status).toBe(200);
    expect(body).toMatchObject({ access_token_type: "Bearer", access_token_expires_in: 3600 });
  }
});

it.each(["customers:read,invoices:read", "customers:read invoices:read", "customers:read, invoices:read"])(
  "a log-in takes the scopes as %s",
  async (scope) => {
    const limited = await severa(sandbox, scope);
    expect((await limited("GET", "/v1/invoices")).status).toBe(200);
    const refused = await limited("GET", "/v1/invoicestatuses");
    expect(refused.status).toBe(403);
    expect(errorType(refused.record)).toBe("InsufficientApiScope");
  },
);

it("refuses a wrong secret, a missing token and a foreign client id with the error model", async () => {
  const wrong = await token({ client_id: sandbox.severa.clientId, client_secret: "no" });
  expect(wrong.status).toBe(401);
  const without = await fetch(`${sandbox.severa.baseUrl}/v1/invoices`);
  expect(without.status).toBe(401);
  expect(errorType((await without.json()) as JsonRecord)).toBe("AuthenticationRequired");
  expect((await call("GET", "/v1/invoices", undefined, { Client_Id: "someone else" })).status).toBe(401);
});

it("does without the Client_Id header", async () => {
  const bearer = await severaToken(sandbox);
  const answer = await fetch(`${sandbox.severa.baseUrl}/v1/users`, {
    headers: { Authorization: `Bearer ${bearer}` },
  });
  expect(answer.status).toBe(200);
});

it("renews by a refresh token sent as a JSON string, once", async () => {
  const first = (await (
    await token({ client_id: sandbox.severa.clientId, client_secret: sandbox.severa.clientSecret })
  ).json()) as JsonRecord;
  const renew = () =>
    fetch(`${sandbox.severa.baseUrl}/v1/refreshtoken`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(first["refresh_token"]),
    });
  expect((await renew()).status).toBe(200);
  expect((await renew()).status).toBe(401);
});
