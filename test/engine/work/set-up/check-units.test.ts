import { describe, expect, it } from "vitest";
import type { Job } from "../../../../engine/work/base/job.ts";
import { checkUnits } from "../../../../engine/work/set-up/check-units.ts";
import { project, shopStage } from "../shop-stage.ts";

/** Projects stand for units; those that are not closed are companies. */
async function findings(change: Partial<Job>): Promise<readonly (readonly [string, string])[]> {
  const stage = await shopStage();
  stage.shop.put(
    "project",
    project("p1", { name: "North" }),
    project("p2", { name: "South" }),
    project("p3", { name: "Office", isClosed: true }),
  );
  const { integration } = stage.job();
  const companies = {
    kind: { side: "shop", kind: "project" },
    key: "guid",
    countries: [],
    evaluate: (_scene: unknown, unit: { readonly [field: string]: unknown }) => unit["isClosed"] !== true,
  };
  const found = await checkUnits(stage.job({ integration: { ...integration, companies }, ...change }), {});
  return found.map(({ code, text }) => [code, text]);
}

describe("units that are companies", () => {
  it("are asked for when there are several and the company does not say which it is", async () => {
    expect(await findings({ unit: undefined })).toEqual([
      ["unit-missing", "2 units are companies of their own (North, South), and acme does not say which it stands for."],
    ]);
  });

  it("are named while they are not configured", async () => {
    expect(await findings({ unit: "p1", configuredUnits: ["p1"] })).toEqual([
      ["unit-unconfigured", "The unit South is a company and is not configured: its documents are not transferred."],
    ]);
    expect(await findings({ unit: "p1", configuredUnits: ["p1", "p2"] })).toEqual([]);
  });

  it("are the only ones that a company can stand for", async () => {
    const configuredUnits = ["p1", "p2"];
    expect(await findings({ unit: "p3", configuredUnits })).toEqual([
      ["unit-no-company", "The unit Office has no business ID of its own, so it cannot be configured."],
    ]);
    expect(await findings({ unit: "p9", configuredUnits })).toEqual([["unit-unknown", "There is no unit p9."]]);
  });
});
