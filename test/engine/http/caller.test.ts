import { describe, expect, it } from "vitest";
import { createTransport } from "../../../engine/http/transport.ts";
import { toText } from "../../../engine/value/decimal.ts";
import { shipped } from "../connector/read-shipped.ts";
import { caught, inTurn } from "./read-faults.ts";
import { connectTo, type Reply, using } from "./scripted-server.ts";

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
    ["408", { status: 408 }],
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

  it("each call waits for its turn under the vendor's limit", async () => {
    const severa = shipped("severa");
    const connector = { ...severa, pace: [{ calls: 2, perMs: 1000, forEach: ["host"] }] };
    const wakes: (() => void)[] = [];
    const time = { now: Date.UTC(2026, 2, 2, 8) };
    const clock = { now: () => time.now, sleep: () => new Promise<void>((resolve) => void wakes.push(resolve)) };
    await using(
      connectTo("severa", inTurn("/v1/customers/c", { json: { guid: "c" } }), { connector, clock }),
      async ({ system, asked }) => {
        await Promise.all([system.read("customer", "c"), system.read("customer", "c")]);
        const third = system.read("customer", "c");
        await new Promise((resolve) => setTimeout(resolve, 50));
        expect([asked().length, wakes.length]).toEqual([2, 1]);
        time.now += 1020;
        for (const wake of wakes) wake();
        expect(await third).toEqual({ guid: "c" });
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
        expect(result).toEqual({
          kind: "unknown",
          reason: "the answer is larger than 1000 bytes",
          tooLarge: true,
        });
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
