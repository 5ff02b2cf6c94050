import { describe, expect, it } from "vitest";
import { createTransport } from "../../../engine/http/transport.ts";
import { type Arrived, connectTo, type Reply, using } from "./scripted-server.ts";

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

describe("whatever goes wrong is a result", () => {
  const request = { method: "GET", headers: {}, body: undefined, timeoutMs: 1000, mostBytes: 1000 };

  it.each([
    ["an address that is none", "not an address", "its address cannot be read"],
    ["a host where nobody listens", "http://127.0.0.1:1/", "the connection was refused"],
  ])("%s: no byte has left", async (_, url, reason) => {
    const transport = createTransport();
    try {
      expect(await transport.send({ ...request, url })).toEqual({ kind: "not-sent", reason });
    } finally {
      await transport.close();
    }
  });
});
