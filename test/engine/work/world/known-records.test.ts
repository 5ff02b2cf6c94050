import { describe, expect, it } from "vitest";
import { project, type Stage, withProjects } from "../shop-stage.ts";

const items = (stage: Stage) => stage.runFlow("items");

describe("what a run knows of records", () => {
  it("makes one record of two that would become the same, however they come", async () => {
    const stage = await withProjects(0);
    for (const guid of ["p1", "p2", "p3"]) stage.shop.put("project", project(guid, { number: 7 }));
    await items(stage);
    expect(stage.books.writesOf("item", "create")).toHaveLength(1);
    expect((await stage.log({ level: "error" })).map(({ code }) => code)).toEqual(["link-twin", "link-twin"]);
    await items(stage);
    expect(stage.books.writesOf("item", "create")).toHaveLength(1);
  });
});
