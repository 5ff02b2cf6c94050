import { describe, expect, it } from "vitest";
import { putOrder, SCOPE, shopStage } from "./shop-stage.ts";

const settings = (transfer: string) => ({
  invoices: { transfer, done: "In books", account: "FI2112345600000785", email: true },
  notices: { addresses: ["a@example.fi"] },
});

describe("notices", () => {
  const mailing = { settings: settings("s1") };

  it("hold each error once, also those of a run that died before its mail", async () => {
    const stage = await shopStage({ onDisk: true, job: mailing });
    const mails = async () =>
      (await stage.store.outbox.waiting(stage.clock.now())).map(({ body }) => JSON.parse(body) as { text: string });
    putOrder(stage, "o1", { receiver: null });
    await stage.run();
    expect(await mails()).toHaveLength(1);
    await stage.run();
    expect(await mails()).toHaveLength(1);
    putOrder(stage, "o2", { receiver: null });
    let at = 0;
    stage.store.outbox.add = async () => {
      at++;
      throw new Error("dies here");
    };
    await stage.run().catch(() => {});
    expect(at).toBe(1);
    await stage.crash();
    await stage.run();
    const all = await mails();
    expect(all).toHaveLength(2);
    expect(all.filter(({ text }) => text.includes("5002"))).toHaveLength(1);
    expect(await stage.store.memory.get(SCOPE, "notice", "last")).toBeDefined();
  });
});
