import { describe, expect, it } from "vitest";
import { MINUTE, SCOPE, type Stage, withProjects } from "../shop-stage.ts";

const items = (stage: Stage) => stage.runFlow("items");

describe("carrying out what was decided", () => {
  it("makes a record anew that was taken away, and follows a number that goes back", async () => {
    const stage = await withProjects(1);
    await items(stage);
    stage.shop.change("project", "p1", { number: 2 });
    stage.clock.time += 20 * MINUTE;
    await items(stage);
    expect(stage.books.all("item").map(({ code }) => code)).toEqual(["1", "2"]);
    stage.books.remove("item", 1);
    stage.shop.change("project", "p1", { number: 1 });
    stage.clock.time += 20 * MINUTE;
    await items(stage);
    expect(stage.books.all("item").map(({ code }) => code)).toEqual(["2", "1"]);
    const [, again] = stage.books.all("item");
    expect(await stage.store.links.bySource(SCOPE, "items", "p1")).toMatchObject({ target: String(again?.["id"]) });
  });

  it("keeps a link that a person made", async () => {
    const stage = await withProjects(1);
    stage.books.put("item", { id: 70, code: "OTHER", name: "Old" });
    await stage.store.links.put({
      ...{ scope: SCOPE, register: "items", source: "p1", target: "70", matchHash: "", writtenHash: "" },
      ...{ written: { record: { id: 70 }, body: {}, revision: 0 }, origin: "manual" },
    });
    await items(stage);
    expect(stage.books.must("item", 70)).toMatchObject({ name: "Project p1" });
    expect(await stage.store.links.bySource(SCOPE, "items", "p1")).toMatchObject({ origin: "manual", target: "70" });
  });
});
