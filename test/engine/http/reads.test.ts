import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ReadFault } from "../../../engine/connector/operations.ts";
import { connectSystem } from "../../../engine/http/connect.ts";
import { Paces } from "../../../engine/http/pace.ts";
import { redact, Secret } from "../../../engine/http/secret.ts";
import { createTransport } from "../../../engine/http/transport.ts";
import { toText } from "../../../engine/value/decimal.ts";
import { shipped } from "../connector/read-shipped.ts";
import { type Arrived, CREDENTIALS, connectTo, type Reply, TestClock, TOKEN, using } from "./scripted-server.ts";

/** The replies in turn, the last one for ever. */
function inTurn(path: string, ...replies: readonly Reply[]): (request: Arrived) => Reply | undefined {
  let turn = 0;
  return (request) => (request.path === path ? replies[Math.min(turn++, replies.length - 1)] : undefined);
}

const caught = async (work: Promise<unknown>): Promise<ReadFault> => {
  const error = await work.then(
    () => undefined,
    (fault: unknown) => fault,
  );
  if (!(error instanceof ReadFault)) throw new Error("no ReadFault was thrown");
  return error;
};

describe("reads are repeated where that is safe", () => {
  it.each<[string, Reply]>([
    [
      "429 in plain text",
      {
        status: 429,
        headers: { "content-type": "text/plain", "retry-after": "1" },
        body: "API calls quota exceeded! maximum admitted 10 per 1s.",
      },
    ],
    ["503", { status: 503 }],
    ["502 with a web page", { status: 502, headers: { "content-type": "text/html" }, body: "<html>" }],
    ["a connection that breaks off", "reset"],
    ["a web page in place of the record", { headers: { "content-type": "text/html" }, body: "<!doctype html>" }],
  ])("%s, then the answer", async (_title, reply) => {
    await using(
      connectTo("severa", inTurn("/v1/customers/c", reply, { json: { guid: "c" } })),
      async ({ system, asked, clock }) => {
        expect(await system.read("customer", "c")).toEqual({ guid: "c" });
        expect(asked()).toHaveLength(2);
        expect(clock.slept.length).toBeGreaterThan(0);
      },
    );
  });

  it("a wait that the system asks for is kept, and holds for all calls of the client", async () => {
    await using(
      connectTo(
        "severa",
        inTurn("/v1/customers/c", { status: 429, headers: { "retry-after": "30" } }, { json: { guid: "c" } }),
      ),
      async ({ system, clock }) => {
        const before = clock.now();
        await system.read("customer", "c");
        expect(clock.now() - before).toBeGreaterThanOrEqual(30_000);
      },
    );
  });

  it("at most five times; then it is for a later run", async () => {
    await using(connectTo("severa", inTurn("/v1/customers/c", { status: 500 })), async ({ system, asked }) => {
      expect(await caught(system.read("customer", "c"))).toMatchObject({
        kind: "later",
        status: 500,
        route: "GET /v1/customers/{guid}",
      });
      expect(asked()).toHaveLength(5);
    });
  });

  it("a wait of minutes is for a later run at once", async () => {
    await using(
      connectTo("severa", inTurn("/v1/customers/c", { status: 429, headers: { "retry-after": "600" } })),
      async ({ system, asked }) => {
        expect(await caught(system.read("customer", "c"))).toMatchObject({ kind: "later", status: 429 });
        expect(asked()).toHaveLength(1);
      },
    );
  });

  it("a stale token is renewed once; then the set-up is at fault", async () => {
    await using(
      connectTo("severa", inTurn("/v1/customers/c", { json: { guid: "c" } }, { status: 401 }, { json: { guid: "c" } })),
      async ({ system, server }) => {
        await system.read("customer", "c");
        expect(await system.read("customer", "c")).toEqual({ guid: "c" });
        expect(server.arrived.filter((request) => request.path === "/v1/token")).toHaveLength(2);
      },
    );
    await using(connectTo("severa", inTurn("/v1/customers/c", { status: 401 })), async ({ system, asked }) => {
      expect(await caught(system.read("customer", "c"))).toMatchObject({ kind: "blocked", status: 401 });
      expect(asked()).toHaveLength(1);
    });
  });
});

describe("what a read cannot mend is said at once", () => {
  it.each<[string, Reply, object]>([
    [
      "no scope",
      {
        status: 403,
        json: {
          error: {
            httpStatusCode: 403,
            type: "InsufficientApiScope",
            details: [{ message: "Scope customers:read is required" }],
          },
        },
      },
      { kind: "blocked", faults: [{ code: "InsufficientApiScope", message: "Scope customers:read is required" }] },
    ],
    [
      "a request that is not understood",
      { status: 400, json: { error: { type: "InvalidParameter", details: [{ message: "rowCount" }] } } },
      { kind: "rejected" },
    ],
  ])("%s", async (_title, reply, expected) => {
    await using(connectTo("severa", inTurn("/v1/customers/c", reply)), async ({ system, asked }) => {
      expect(await caught(system.read("customer", "c"))).toMatchObject(expected);
      expect(asked()).toHaveLength(1);
    });
  });

  it("a page that stays a page is broken", async () => {
    await using(
      connectTo(
        "severa",
        inTurn("/v1/customers/c", { headers: { "content-type": "text/html" }, body: "<html>Maintenance</html>" }),
      ),
      async ({ system }) => {
        expect((await caught(system.read("customer", "c"))).message).toBe(
          "severa: GET /v1/customers/{guid}: HTTP 200, but the answer is a web page",
        );
      },
    );
  });

  it("what is not there is undefined", async () => {
    await using(
      connectTo("severa", () => undefined),
      async ({ system }) => {
        expect(await system.read("customer", "c")).toBeUndefined();
      },
    );
  });

  it("an answer over the limit is given up", async () => {
    const transport = createTransport();
    await using(
      connectTo("severa", () => ({ body: "x".repeat(100_000) })),
      async ({ server }) => {
        const result = await transport.send({
          method: "GET",
          url: `${server.host}/`,
          headers: {},
          body: undefined,
          timeoutMs: 5000,
          mostBytes: 1000,
        });
        expect(result).toEqual({ kind: "unknown", reason: "the answer is larger than 1000 bytes" });
      },
    );
    await transport.close();
  });
});

describe("numbers keep their digits", () => {
  it("as they stand in the answer", async () => {
    await using(
      connectTo(
        "severa",
        inTurn("/v1/customers/c", { body: '{"guid":"c","overdueInterest":10.123456789012345678901}' }),
      ),
      async ({ system }) => {
        const value = (await system.read("customer", "c"))?.["overdueInterest"];
        expect(toText(value as never)).toBe("10.123456789012345678901");
      },
    );
  });
});

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

  it("not by themselves", () => {
    const secret = new Secret("abcdef");
    for (const shown of [`${secret}`, JSON.stringify({ secret }), inspect({ secret }), String([secret])])
      expect(shown).not.toContain("abcdef");
    expect(redact("x a%2Fb y", ["a/b"])).toBe("x a%2Fb y");
    expect(redact("x abc%2Fdef abc/def", ["abc/def"])).toBe("x *** ***");
  });
});

describe("the pace", () => {
  it("never lets more calls go in any stretch of time than the vendor allows, and none while paused", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            gap: fc.integer({ min: 0, max: 400 }),
            pause: fc.option(fc.integer({ min: 1, max: 2000 }), { freq: 10 }),
          }),
          { maxLength: 60 },
        ),
        fc.integer({ min: 1, max: 12 }),
        async (steps, calls) => {
          const clock = new TestClock();
          const pace = new Paces(clock).of([{ calls, perMs: 1000, forEach: [] }], () => "one");
          const starts: number[] = [];
          let pausedUntil = 0;
          for (const { gap, pause } of steps) {
            clock.time += gap;
            if (pause !== null) {
              pace.pause(pause);
              pausedUntil = Math.max(pausedUntil, clock.time + pause);
            }
            await pace.take();
            expect(clock.time).toBeGreaterThanOrEqual(pausedUntil);
            starts.push(clock.time);
          }
          for (const start of starts)
            expect(starts.filter((other) => other >= start && other < start + 1000).length).toBeLessThanOrEqual(calls);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("is shared by connections of the same client, and of one client only", async () => {
    const clock = new TestClock();
    const paces = new Paces(clock);
    const rule = { calls: 1, perMs: 1000, forEach: [] };
    const [one, two, other] = [paces.of([rule], () => "a"), paces.of([rule], () => "a"), paces.of([rule], () => "b")];
    await one.take();
    await other.take();
    expect(clock.slept).toEqual([]);
    await two.take();
    expect(clock.slept).toEqual([1020]);
  });

  it("lets those who wait go in the order of asking", async () => {
    const clock = new TestClock();
    const pace = new Paces(clock).of([{ calls: 2, perMs: 1000, forEach: [] }], () => "a");
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3, 4, 5].map(async (number) => {
        await pace.take();
        order.push(number);
      }),
    );
    expect(order).toEqual([1, 2, 3, 4, 5]);
  });
});

describe("connections are kept", () => {
  it("many reads use few connections, and no more calls are under way than allowed [ENG-09]", async () => {
    let inside = 0;
    let most = 0;
    const script = async (request: Arrived): Promise<Reply | undefined> => {
      if (!request.path.startsWith("/v1/customers/")) return undefined;
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 2));
      inside--;
      return { json: { guid: request.path } };
    };
    await using(connectTo("severa", script, { concurrency: 3 }), async ({ system, server }) => {
      await Promise.all(Array.from({ length: 60 }, (_, index) => system.read("customer", `c${index}`)));
      expect(most).toBeLessThanOrEqual(3);
      expect(server.connections()).toBeLessThanOrEqual(16);
      expect(system.calls()).toEqual(new Map([["GET /v1/customers/{guid}", 60]]));
    });
  });
});

describe("the connection test", () => {
  it("passes on 204, fails with the reason", async () => {
    await using(connectTo("severa", inTurn("/heartbeat/authorized", { status: 204 })), async ({ system }) =>
      system.probe(),
    );
    await using(
      connectTo("severa", () => undefined),
      async ({ system }) => {
        expect((await caught(system.probe())).message).toContain("is the host right?");
      },
    );
  });

  it("names the log-ins there are when another is asked for", () => {
    const options = {
      name: "s",
      connector: shipped("severa"),
      credentials: {},
      transport: createTransport(),
      clock: new TestClock(),
      random: () => 0,
    };
    expect(() => connectSystem({ ...options, login: "user" })).toThrow(
      'the connector severa has no log-in "user"; it has client',
    );
  });
});
