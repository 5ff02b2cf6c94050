import { createServer } from "node:https";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { template } from "../../../engine/connector/template.ts";
import { createTransport } from "../../../engine/http/transport.ts";
import { shipped } from "../connector/read-shipped.ts";
import { caught } from "./read-faults.ts";
import { type Arrived, connectTo, type Reply, serve, using } from "./scripted-server.ts";

describe("credentials go to the hosts of the connector and nowhere else", () => {
  it.each([301, 302, 303, 307, 308])("an answer %s that sends to another host is not followed", async (status) => {
    const stranger = await serve(() => ({ json: {} }));
    const away = (request: Arrived): Reply | undefined =>
      request.path === "/v1/token"
        ? undefined
        : { status, headers: { location: `${stranger.host}${request.path}`, link: `<${stranger.host}>; rel="next"` } };
    try {
      await using(connectTo("severa", away), async ({ system }) => {
        await caught(system.read("customer", "c"));
        await caught(system.pages("customer", {})[Symbol.asyncIterator]().next());
        await system.write({ kind: "customer", operation: "create", body: { name: "x" } }, () => true);
      });
      await using(
        connectTo("severa", (request) =>
          request.path === "/v1/token" ? { ...(away({ ...request, path: "/" }) as object) } : undefined,
        ),
        async ({ system }) => {
          await caught(system.probe());
        },
      );
      expect(stranger.arrived).toEqual([]);
    } finally {
      await stranger.close();
    }
  });

  it("a next page or an address in an answer is data: the next call goes where the connector says", async () => {
    const stranger = await serve(() => ({ json: [] }));
    const pages = (request: Arrived): Reply | undefined =>
      request.path === "/v1/token"
        ? undefined
        : request.query.get("pageToken") === null
          ? { json: [{ guid: "1" }], headers: { nextpagetoken: `${stranger.host}/steal?a=b` } }
          : { json: [] };
    try {
      await using(connectTo("severa", pages), async ({ system, server }) => {
        for await (const _page of system.pages("customer", {}));
        expect(server.arrived.at(-1)?.query.get("pageToken")).toBe(`${stranger.host}/steal?a=b`);
      });
      expect(stranger.arrived).toEqual([]);
    } finally {
      await stranger.close();
    }
  });

  it("a log-in in the clear is not made, whatever the connector says", async () => {
    const severa = shipped("severa");
    const logins = new Map(
      [...severa.logins].map(([name, login]) => [name, { ...login, token: template("http://attacker.example/token") }]),
    );
    await using(
      connectTo("severa", () => undefined, { connector: { ...severa, logins } }),
      async ({ system, server }) => {
        expect((await caught(system.probe())).message).toMatch(
          /the log-in would go to an address that begins with http:/,
        );
        expect(server.arrived).toEqual([]);
      },
    );
  });

  it("nor is one whose calls would go in the clear then, wherever it goes itself", async () => {
    const severa = shipped("severa");
    const login = await serve(() => ({ json: { access_token: "t" } }));
    const logins = new Map(
      [...severa.logins].map(([name, one]) => [name, { ...one, token: template(`${login.host}/v1/token`) }]),
    );
    const other = { connector: { ...severa, logins }, host: "http://attacker.example" };
    try {
      await using(
        connectTo("severa", () => undefined, other),
        async ({ system }) => {
          expect((await caught(system.probe())).message).toMatch(/an address that begins with http:/);
        },
      );
      expect(login.arrived).toEqual([]);
    } finally {
      await login.close();
    }
  });

  it("a server whose certificate nobody vouches for is not spoken to", async () => {
    // The certificate that a library for mail servers brings for trying things out.
    const { key, cert } = createRequire(import.meta.url)("smtp-server/lib/tls-options.js")() as {
      readonly key: string;
      readonly cert: string;
    };
    expect(cert).toContain("BEGIN CERTIFICATE");
    let asked = 0;
    const server = createServer({ key, cert }, (_request, response) => {
      asked++;
      response.end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const transport = createTransport();
    try {
      const { port } = server.address() as AddressInfo;
      const result = await transport.send({
        method: "GET",
        url: `https://localhost:${port}/`,
        headers: { authorization: "Bearer hush" },
        body: undefined,
        timeoutMs: 10_000,
        mostBytes: 1000,
      });
      expect([result.kind, asked]).toEqual(["not-sent", 0]);
    } finally {
      await transport.close();
      server.close();
    }
  });
});
