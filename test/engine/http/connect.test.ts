import { describe, expect, it } from "vitest";
import { connectSystem } from "../../../engine/http/connect.ts";
import { createTransport } from "../../../engine/http/transport.ts";
import { shipped } from "../connector/read-shipped.ts";
import { caught, inTurn } from "./read-faults.ts";
import { connectTo, TestClock, using } from "./scripted-server.ts";

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
