import { describe, expect, it } from "vitest";
import type { Login } from "../../../engine/connector/description.ts";
import { connectSystem } from "../../../engine/http/connect.ts";
import { TokenKeeper, type TokenStore } from "../../../engine/http/token.ts";
import { createTransport } from "../../../engine/http/transport.ts";
import { KnownSecrets } from "../../../engine/value/known-secrets.ts";
import { shipped } from "../connector/read-shipped.ts";
import { inTurn } from "./read-faults.ts";
import { CREDENTIALS, connectTo, serve, TestClock, TOKEN, using } from "./scripted-server.ts";

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

describe("a token is in the keeper's hands", () => {
  const second = 1000;

  /** A keeper with a store of its own, against a log-in that gives `token-1`, `token-2` and so on, each for an hour. */
  async function keeping(work: (parts: Kept) => Promise<void>, lives = 3600): Promise<void> {
    let logins = 0;
    const script = ({ path }: { readonly path: string }) =>
      path === "/v1/token"
        ? { json: { access_token: `token-${++logins}`, access_token_expires_in: lives } }
        : undefined;
    const server = await serve(script);
    const transport = createTransport();
    const clock = new TestClock();
    const kept = new Map<string, { value: string; expiresAt: number }>();
    const store: TokenStore = {
      get: async (key) => kept.get(key),
      put: async (key, value, expiresAt) => void kept.set(key, { value, expiresAt }),
      remove: async (key) => void kept.delete(key),
    };
    const connector = shipped("severa");
    const login = connector.logins.values().next().value as Login;
    const keeper = (change: Partial<Login> = {}) =>
      new TokenKeeper({
        ...{ system: "severa", connection: "acme", connector, login: { ...login, ...change }, host: server.host },
        ...{ transport, clock, store, secrets: new KnownSecrets() },
        credential: (name) => ({ ...CREDENTIALS })[name as keyof typeof CREDENTIALS],
      });
    try {
      await work({ keeper, clock, kept });
    } finally {
      await server.close();
      await transport.close();
    }
  }

  interface Kept {
    readonly keeper: (change?: Partial<Login>) => TokenKeeper;
    readonly clock: TestClock;
    readonly kept: Map<string, { value: string; expiresAt: number }>;
  }

  it("refused, it is forgotten, by the next run as well; what was refused late costs nobody the new one", async () => {
    await keeping(async ({ keeper, kept }) => {
      const one = keeper();
      expect(await one.token()).toBe("token-1");
      one.accepted();
      expect(await one.refused("token-1")).toBe(true);
      expect(kept.size).toBe(0);
      expect(await one.token()).toBe("token-2");
      // Another call had been sent with the first one.
      expect(await one.refused("token-1")).toBe(true);
      expect(await one.token()).toBe("token-2");
      expect(await keeper().token()).toBe("token-2");
    });
  });

  it("of one that was never taken another is no better; one of an earlier run may have been revoked since", async () => {
    await keeping(async ({ keeper, clock }) => {
      const one = keeper();
      one.accepted();
      clock.time += 1;
      expect(await one.refused(await one.token())).toBe(false);
      await one.token();
      const next = keeper();
      expect(await next.refused(await next.token())).toBe(true);
    });
  });

  it.each([1e300, 1e18, 3600.0005, 0.0001, -5])(
    "ends at a moment that a store can hold, if it is said to live %d s",
    (lives) =>
      keeping(async ({ keeper, clock, kept }) => {
        const one = keeper();
        expect(await one.token()).toBe("token-1");
        const [{ expiresAt } = { expiresAt: 0 }] = kept.values();
        expect([expiresAt, Number.isSafeInteger(expiresAt)]).toEqual([expiresAt, true]);
        expect(expiresAt).toBeGreaterThan(clock.now());
        expect(await one.token()).toBe("token-1");
      }, lives),
  );

  it("of an earlier run is taken up to a minute before its end, and for the same rights only", async () => {
    await keeping(async ({ keeper, clock }) => {
      expect(await keeper().token()).toBe("token-1");
      expect(await keeper({ scopes: "invoices:read" }).token()).toBe("token-2");
      clock.time += 3600 * second - 60_001;
      expect(await keeper().token()).toBe("token-1");
      clock.time += 1;
      expect(await keeper().token()).toBe("token-3");
    });
  });
});
