import { describe, expect, it } from "vitest";
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
