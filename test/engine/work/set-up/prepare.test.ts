import { describe, expect, it } from "vitest";
import { prepare } from "../../../../engine/work/set-up/prepare.ts";
import { setUp } from "../../../../engine/work/set-up/set-up.ts";
import { DAY, MINUTE, shopStage } from "../shop-stage.ts";

const settings = (transfer: string) => ({
  invoices: { transfer, done: "In books", account: "FI2112345600000785", email: true },
  notices: { addresses: ["a@example.fi"] },
});

describe("activation", () => {
  it("is trusted for a day, and not for other settings, another unit or other checks", async () => {
    const stage = await shopStage();
    await setUp(stage.job());
    stage.shop.reads.length = 0;
    const asked = async (change: Parameters<typeof stage.job>[0]): Promise<boolean> => {
      stage.shop.reads.length = 0;
      await prepare(stage.job(change));
      return stage.shop.reads.includes("probe");
    };
    expect(await asked({})).toBe(false);
    expect(await asked({ settings: settings("s1") })).toBe(true);
    expect(await asked({ unit: "u1" })).toBe(true);
    stage.clock.time += DAY + MINUTE;
    expect(await asked({})).toBe(true);
  });
});
