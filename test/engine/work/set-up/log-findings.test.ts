import { describe, expect, it } from "vitest";
import { shopStage } from "../shop-stage.ts";

describe("what keeps an integration from running", () => {
  it("what keeps it from running stands in the log once, until it has run in between", async () => {
    const stage = await shopStage();
    stage.shop.change("orderStatus", "s1", { hasNumber: false });
    await stage.run();
    await stage.run();
    expect(await stage.log({ level: "error" })).toMatchObject([{ code: "status-without-number" }]);
    stage.shop.change("orderStatus", "s1", { hasNumber: true });
    expect(await stage.run()).toMatchObject({ kind: "done" });
  });
});
