import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Secret } from "../../../engine/http/secret.ts";
import { caught } from "./read-faults.ts";
import { type Arrived, CREDENTIALS, connectTo, type Reply, TOKEN, using } from "./scripted-server.ts";

describe("secrets are never shown [COM-09]", () => {
  it("not by a fault, even when the system echoes them", async () => {
    const echo = (request: Arrived): Reply => ({
      status: 400,
      json: {
        error: {
          type: "InvalidParameter",
          details: [{ message: `${request.headers["authorization"]} ${CREDENTIALS.clientSecret}` }],
        },
      },
    });
    await using(
      connectTo("severa", (request) => (request.path === "/v1/token" ? undefined : echo(request))),
      async ({ system }) => {
        const fault = await caught(system.read("customer", "c"));
        const written = await system.write({ kind: "customer", operation: "create", body: { name: "x" } }, () => true);
        for (const shown of [
          fault.message,
          inspect(fault, { depth: 9 }),
          JSON.stringify(fault.faults),
          JSON.stringify(written),
        ]) {
          expect(shown).toContain("***");
          expect(shown).not.toContain(TOKEN);
          expect(shown).not.toContain(CREDENTIALS.clientSecret);
        }
      },
    );
  });

  it("not by a refused log-in, and not by printing the connection", async () => {
    await using(
      connectTo("procountor", (request) => ({
        status: 401,
        json: { error: `invalid ${new URLSearchParams(request.text).get("api_key")}` },
      })),
      async ({ system }) => {
        const fault = await caught(system.probe());
        expect(fault.message).toBe("procountor: the log-in was refused (HTTP 401: invalid ***); check the credentials");
        expect(inspect(system, { depth: 9, showHidden: true })).not.toContain(CREDENTIALS.apiKey);
        expect([...system.calls().keys()].join()).not.toContain(CREDENTIALS.clientId);
      },
    );
  });

  it("not when the token is of an earlier run, or the credential is one that no log-in asks for", async () => {
    const old = "token-of-an-earlier-run";
    const tokens = {
      get: async () => ({ value: old, expiresAt: Date.UTC(2030, 0) }),
      ...{ put: async () => {}, remove: async () => {} },
    };
    const credentials = { ...CREDENTIALS, other: new Secret("another-that-nobody-may-see") };
    const echo = ({ headers }: Arrived): Reply => ({
      status: 400,
      json: {
        error: {
          type: "InvalidParameter",
          details: [{ message: `${headers["authorization"]} another-that-nobody-may-see` }],
        },
      },
    });
    await using(connectTo("severa", echo, { tokens, credentials }), async ({ system }) => {
      expect((await caught(system.read("customer", "c"))).message).toContain("Bearer *** ***");
    });
  });

  it("not by themselves", () => {
    const secret = new Secret("abcdef");
    for (const shown of [`${secret}`, JSON.stringify({ secret }), inspect({ secret }), String([secret])])
      expect(shown).not.toContain("abcdef");
  });
});
