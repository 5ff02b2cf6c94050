import { describe, expect, it } from "vitest";
import { Planned } from "../../../../engine/work/base/planned.ts";
import { KnownRecords } from "../../../../engine/work/world/known-records.ts";
import { project, type Stage, shopStage, withProjects } from "../shop-stage.ts";

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

  it("reads a list once that the system cannot filter further, and keeps it up to date with what the run makes", async () => {
    const stage = await shopStage();
    const known = new KnownRecords(stage.job(), new Planned());
    const kind = { side: "books", kind: "item" };
    stage.books.put("item", { id: 1, code: "A", name: "Alpha" });
    const byName = (name: string) => known.find(kind, { name });
    expect(await byName("Alpha")).toMatchObject([{ id: 1 }]);
    known.noteCreated(kind, { id: 2, code: "B", name: "Beta" });
    expect(await byName("Beta")).toMatchObject([{ id: 2 }]);
    expect(await byName("Gamma")).toEqual([]);
    expect(stage.books.reads.filter((name) => name.startsWith("find item"))).toHaveLength(1);
  });

  it("asks once for what several want at the same time, and anew afterwards", async () => {
    const known = new KnownRecords((await shopStage()).job(), new Planned());
    let asked = 0;
    const ask = async () => ++asked;
    expect(await Promise.all([known.once("a", ask), known.once("a", ask), known.once("b", ask)])).toEqual([1, 1, 2]);
    expect(await known.once("a", ask)).toBe(3);
  });

  it("has the same answer for a source that matches in the same way, within one flow", async () => {
    const known = new KnownRecords((await shopStage()).job(), new Planned());
    let asked = 0;
    const answer = async () => ({ state: "linked" as const, record: { id: ++asked } });
    await known.linkedBefore("p1", "hash", answer);
    expect(await known.linkedBefore("p1", "hash", answer)).toMatchObject({ record: { id: 1 } });
    expect(await known.linkedBefore("p1", "another", answer)).toMatchObject({ record: { id: 2 } });
    known.forgetFlow();
    expect(await known.linkedBefore("p1", "another", answer)).toMatchObject({ record: { id: 3 } });
  });
});
