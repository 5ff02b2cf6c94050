import { describe, expect, it } from "vitest";
import { DAY, MINUTE, type Stage, withProjects } from "../shop-stage.ts";

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
});
