import { describe, expect, it } from "vitest";
import { connectSystem } from "../../../engine/http/connect.ts";
import { createTransport } from "../../../engine/http/transport.ts";
import { shipped } from "../connector/read-shipped.ts";
import { inTurn } from "./read-faults.ts";
import { CREDENTIALS, connectTo, TestClock, TOKEN, using } from "./scripted-server.ts";

describe("the log-in", () => {
  it("Severa: JSON with comma scopes; the token and the client id go with each call", async () => {
    await using(connectTo("severa", inTurn("/v1/customers/c", { json: { guid: "c" } })), async ({ system, server }) => {
      await system.read("customer", "c");
      const [login, call] = server.arrived;
      expect(login).toMatchObject({
        method: "POST",
        path: "/v1/token",
        headers: { "content-type": "application/json" },
      });
      expect(JSON.parse(login?.text ?? "")).toMatchObject({
        client_id: "client-7",
        client_secret: CREDENTIALS.clientSecret,
        scope: expect.stringMatching(/^customers:read,customers:write,/),
      });
      expect(call?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, client_id: "client-7" });
    });
  });

  it("Procountor: a form without a charset, with the API key", async () => {
    await using(connectTo("procountor", inTurn("/company", { json: { id: 1 } })), async ({ system, server }) => {
      await system.read("company", 1);
      expect(server.arrived[0]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
      expect(Object.fromEntries(new URLSearchParams(server.arrived[0]?.text))).toEqual({
        grant_type: "client_credentials",
        client_id: "client-7",
        client_secret: CREDENTIALS.clientSecret,
        api_key: CREDENTIALS.apiKey,
      });
    });
  });

  it("is asked for once however many wait, and renewed before it ends", async () => {
    await using(
      connectTo("severa", (request) =>
        request.path.startsWith("/v1/customers/") ? { json: { guid: "c" } } : undefined,
      ),
      async ({ system, server, clock }) => {
        const logins = () => server.arrived.filter((request) => request.path === "/v1/token").length;
        await Promise.all(["a", "b", "c", "d"].map((id) => system.read("customer", id)));
        expect(logins()).toBe(1);
        clock.time += 3550_000;
        await system.read("customer", "a");
        expect(logins()).toBe(2);
      },
    );
  });

  it("is kept for the next run; other credentials get their own", async () => {
    const kept = new Map<string, { value: string; expiresAt: number }>();
    const tokens = {
      get: async (key: string) => kept.get(key),
      put: async (key: string, value: string, expiresAt: number) => void kept.set(key, { value, expiresAt }),
      remove: async (key: string) => void kept.delete(key),
    };
    await using(connectTo("severa", inTurn("/v1/customers/c", { json: { guid: "c" } })), async ({ server }) => {
      const transport = createTransport();
      const common = {
        name: "severa",
        connector: shipped("severa"),
        host: server.host,
        transport,
        clock: new TestClock(),
        random: () => 0.5,
        tokens,
      };
      const read = (clientSecret: string) =>
        connectSystem({ ...common, credentials: { ...CREDENTIALS, clientSecret } }).read("customer", "c");
      const logins = () => server.arrived.filter((request) => request.path === "/v1/token").length;
      await read("one-secret");
      await read("one-secret");
      expect(logins()).toBe(1);
      await read("another-secret");
      expect(logins()).toBe(2);
      expect([...kept.keys()].join()).not.toContain("secret");
      await transport.close();
    });
  });
});
