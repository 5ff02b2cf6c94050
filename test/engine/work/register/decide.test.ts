import { describe, expect, it } from "vitest";
import { DAY, MINUTE, project, SCOPE, type Stage, withProjects } from "../shop-stage.ts";

const items = (stage: Stage) => stage.runFlow("items");

describe("deciding for a record of a register", () => {
  it("goes over an update that nobody heard of, also when the record has gone back to what it was", async () => {
    const stage = await withProjects(1);
    await items(stage);
    const [item] = stage.books.all("item");
    stage.books.onWrite = ({ operation }) => {
      if (operation !== "update") return undefined;
      stage.books.change("item", String(item?.["id"]), { name: "B" });
      return { kind: "uncertain", reason: "no answer" };
    };
    stage.shop.change("project", "p1", { name: "B" });
    stage.clock.time += 20 * MINUTE;
    await items(stage);
    stage.books.onWrite = () => undefined;
    stage.shop.change("project", "p1", { name: "Project p1" });
    for (let at = 0; at < 3; at++) {
      stage.clock.time += DAY;
      await items(stage);
    }
    expect(stage.books.all("item")).toMatchObject([{ name: "Project p1" }]);
    expect(stage.books.writesOf("item", "update")).toHaveLength(1);
    expect(await stage.store.intents.open(SCOPE)).toEqual([]);
  });

  it("writes a value each time it goes back and forth", async () => {
    const stage = await withProjects(1);
    await items(stage);
    for (const name of ["B", "A", "B", "A", "B"]) {
      stage.shop.change("project", "p1", { name });
      stage.clock.time += 20 * MINUTE;
      await items(stage);
      expect(stage.books.all("item")).toMatchObject([{ name }]);
    }
  });

  it("does not write a record that another source is linked with", async () => {
    const stage = await withProjects(1);
    await items(stage);
    stage.shop.put("project", project("p9", { number: 1, name: "Another one" }));
    expect(await items(stage)).toMatchObject({ counts: { refused: 1, updated: 0 } });
    expect(stage.books.all("item")).toMatchObject([{ code: "1", name: "Project p1" }]);
    expect(await stage.state("items", "p9")).toMatchObject({ state: "refused", code: "link-taken" });
  });
});
