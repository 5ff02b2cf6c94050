import { describe, expect, it } from "vitest";
import { Watermarks } from "../../../../engine/work/world/watermarks.ts";
import { DAY, MINUTE, type Stage, shopStage, withProjects } from "../shop-stage.ts";

const items = (stage: Stage) => stage.runFlow("items");

describe("how far a flow has come", () => {
  it("takes what a moving page hid within a day", async () => {
    const stage = await withProjects(6);
    stage.shop.pageSize = 2;
    let moved = false;
    stage.shop.onPage = (kind, page) => {
      if (kind !== "project" || page !== 1 || moved) return;
      moved = true;
      stage.shop.remove("project", "p1");
    };
    await items(stage);
    expect(stage.books.all("item")).toHaveLength(5);
    stage.clock.time += 20 * MINUTE;
    await items(stage);
    stage.clock.time += DAY;
    await items(stage);
    expect(stage.books.all("item").map(({ code }) => code)).toEqual(["1", "2", "4", "5", "6", "3"]);
  });

  it("is set back by ten minutes, and by a pass over everything for a day", async () => {
    const stage = await shopStage();
    const marks = new Watermarks(stage.job(), false);
    const startedAt = stage.clock.now();
    expect([await marks.changedSince("items"), await marks.isFullPassDue("items")]).toEqual([undefined, true]);
    await marks.advance("items", startedAt, true);
    expect(await marks.changedSince("items")).toBe(new Date(startedAt - 10 * MINUTE).toISOString());
    expect(await marks.isFullPassDue("items")).toBe(false);
    stage.clock.time += DAY;
    expect(await marks.isFullPassDue("items")).toBe(true);
  });

  it("knows what it left open, over runs; a plan changes nothing of it", async () => {
    const stage = await shopStage();
    const flow = { name: "items" };
    const marks = new Watermarks(stage.job(), false);
    for (const guid of ["p1", "p2"]) await marks.noteOpen(flow, guid, true);
    await marks.noteOpen(flow, "p1", false);
    await new Watermarks(stage.job(), true).noteOpen(flow, "p2", false);
    expect(await new Watermarks(stage.job(), false).open(flow)).toEqual(["p2"]);
  });
});
