import { describe, expect, it } from "vitest";
import { ReadFault } from "../../../../engine/connector/operations.ts";
import { readSettings } from "../../../../engine/work/set-up/read-settings.ts";
import { runChecks } from "../../../../engine/work/set-up/run-checks.ts";
import { type Stage, shopStage } from "../shop-stage.ts";

async function findings(stage: Stage) {
  const job = stage.job();
  const { settings } = await readSettings(job);
  return runChecks(job, settings);
}

describe("the integration's own checks", () => {
  it("say nothing where all hold", async () => {
    expect(await findings(await shopStage())).toEqual([]);
  });

  it("say each what is wrong, with its level and its advice", async () => {
    const stage = await shopStage();
    stage.shop.change("orderStatus", "s1", { hasNumber: false });
    stage.shop.change("orderStatus", "s3", { name: null });
    expect(await findings(stage)).toEqual([
      {
        level: "error",
        code: "status-without-number",
        text: "The status To books gives no number.",
        advice: "Switch it on.",
      },
      { level: "warning", code: "status-without-name", text: "A status has no name.", advice: undefined },
    ]);
  });

  it("that cannot ask the other side say so; those beside them are judged", async () => {
    const stage = await shopStage();
    const job = stage.job();
    stage.shop.change("orderStatus", "s1", { hasNumber: false });
    const { settings } = await readSettings(job);
    stage.shop.onRead = () => {
      throw new ReadFault("rejected", { system: "shop", route: "GET /statuses", message: "HTTP 400" });
    };
    expect(await runChecks(job, settings)).toMatchObject([
      { level: "error", code: "status-without-number" },
      { level: "error", code: "check-failed", text: "shop did not answer GET /statuses: HTTP 400" },
    ]);
  });
});
