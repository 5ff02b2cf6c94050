import { type AddressInfo, createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createTransport } from "../../../engine/http/transport.ts";
import { type Arrived, connectTo, type Reply, serve, using } from "./scripted-server.ts";

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

  it("what the network layer says in its own words is told by its code alone, since the words may hold an address", async () => {
    // Not what TLS looks like.
    const server = createServer((socket) => socket.end("what was asked for\r\n\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const transport = createTransport();
    onTestFinished(async () => {
      await transport.close();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    expect(await transport.send({ ...request, url: `https://127.0.0.1:${port}/` })).toEqual({
      kind: "not-sent",
      reason: expect.stringMatching(/^the connection failed \([A-Z_]+\)$/),
    });
  });

  it("what was given up before its turn has not left, and does not leave later", async () => {
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const server = await serve(async ({ path }) => {
      if (path === "/first") await held;
      return { json: {} };
    });
    const transport = createTransport({ connections: 1 });
    onTestFinished(async () => {
      await transport.close();
      await server.close();
    });
    const send = (path: string, timeoutMs: number) =>
      transport.send({ ...request, method: "POST", url: server.host + path, timeoutMs });
    const first = send("/first", 10_000);
    const second = await send("/second", 50);
    expect(second).toEqual({ kind: "not-sent", reason: "no answer within 0.05 seconds" });
    letGo();
    expect(await first).toMatchObject({ kind: "answer" });
    expect(await send("/third", 10_000)).toMatchObject({ kind: "answer" });
    expect(server.arrived.map(({ path }) => path)).toEqual(["/first", "/third"]);
  });
});
