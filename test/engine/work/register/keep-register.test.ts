import { describe, expect, it } from "vitest";
import { ReadFault } from "../../../../engine/connector/operations.ts";
import { type Stage, withProjects } from "../shop-stage.ts";

const items = (stage: Stage) => stage.runFlow("items");

describe("a register of its own", () => {
  it("creates, then finds nothing to do; a plan of it writes nothing", async () => {
    const stage = await withProjects(3);
    const planned = await stage.plan({ flows: ["items"] });
    expect(planned.actions.map(({ action }) => action)).toEqual(["create", "create", "create"]);
    expect(stage.books.written).toEqual([]);
    expect(await items(stage)).toMatchObject({ counts: { created: 3 } });
    expect((await stage.plan({ flows: ["items"] })).actions.filter(({ action }) => action !== "nothing")).toEqual([]);
    expect(await items(stage)).toMatchObject({ counts: { created: 0, updated: 0 } });
  });

  it("refuses the one record whose search the other side cannot read, and carries the others", async () => {
    const stage = await withProjects(4);
    stage.books.onRead = (name) => {
      if (name.includes('"2"'))
        throw new ReadFault("rejected", { system: "books", route: "GET /items", message: "bad query" });
    };
    const flow = await items(stage);
    expect(flow).toMatchObject({ problem: undefined, counts: { created: 3, refused: 1 } });
    expect(await stage.state("items", "p2")).toMatchObject({ state: "refused", code: "read-failed" });
  });

  it("stops between records, and the next run takes the rest", async () => {
    const stage = await withProjects(40);
    let stopped = false;
    stage.books.afterWrite = () => {
      stopped ||= stage.books.written.length >= 10;
    };
    await stage.runFlow("items", { stopping: () => stopped });
    expect(stage.books.all("item").length).toBeLessThan(20);
    stopped = false;
    stage.books.afterWrite = () => {};
    await items(stage);
    expect(stage.books.all("item")).toHaveLength(40);
    expect(new Set(stage.books.all("item").map(({ code }) => code)).size).toBe(40);
  });
});
