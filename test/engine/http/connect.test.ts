import { describe, expect, it } from "vitest";
import { connectSystem } from "../../../engine/http/connect.ts";
import { createTransport } from "../../../engine/http/transport.ts";
import { shipped } from "../connector/read-shipped.ts";
import { caught, inTurn } from "./read-faults.ts";
import { type Arrived, connectTo, type Reply, TestClock, using } from "./scripted-server.ts";

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

  it("no more calls are under way than the connector allows, whatever is asked for", async () => {
    const connector = { ...shipped("severa"), atOnce: 2 };
    let [inside, most] = [0, 0];
    const script = async (request: Arrived): Promise<Reply | undefined> => {
      if (request.path === "/v1/token") return undefined;
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside--;
      return { json: { guid: request.path } };
    };
    await using(connectTo("severa", script, { connector, concurrency: 9 }), async ({ system }) => {
      await Promise.all(Array.from({ length: 20 }, (_, index) => system.read("customer", `c${index}`)));
      expect(most).toBe(2);
    });
  });
});
