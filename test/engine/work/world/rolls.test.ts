import { describe, expect, it } from "vitest";
import type { Roll } from "../../../../engine/http/roll.ts";
import type { RecordValue } from "../../../../engine/value/value.ts";
import { Rolls } from "../../../../engine/work/world/rolls.ts";
import { project, SCOPE, type Stage, shopStage, withProjects } from "../shop-stage.ts";

const MINUTE = 60_000;

/** The books' items can be listed whole; `list` is what the list shows, which may be older than what is there. */
function listing(stage: Stage, list: () => readonly RecordValue[]): { readonly read: () => number } {
  let read = 0;
  Object.assign(stage.books, {
    roll: async (kind: string): Promise<Roll | undefined> => {
      if (kind !== "item") return undefined;
      read++;
      const kept = [...list()];
      const find = (where: RecordValue) =>
        kept.filter((record) => Object.entries(where).every(([field, value]) => record[field] === value));
      return { pages: 1, find, note: (record) => void kept.push(record), end: () => {} };
    },
  });
  return { read: () => read };
}

const searches = (stage: Stage) => stage.books.reads.filter((name) => name.startsWith("find item")).length;
const items = (stage: Stage) => stage.runFlow("items");

describe("the lists that a run matches against", () => {
  it("save the search of each record once there are many: one right before the create is left", async () => {
    const stage = await withProjects(600);
    const { read } = listing(stage, () => stage.books.all("item"));
    expect(await items(stage)).toMatchObject({ counts: { taken: 600, created: 600 } });
    expect(read()).toBe(1);
    expect(searches(stage)).toBeLessThanOrEqual(600 + 200 + 20);
  });

  it("are not read for a few", async () => {
    const stage = await withProjects(50);
    const { read } = listing(stage, () => stage.books.all("item"));
    await items(stage);
    expect([read(), searches(stage)]).toEqual([0, 100]);
  });

  it("are never the reason for a double: what came after they were read is found, linked and brought up to date", async () => {
    const stage = await withProjects(600);
    // The list lags: it shows nothing of what a person has made meanwhile.
    listing(stage, () => []);
    const made: RecordValue = { ...(await madeBy(600)), name: "Another name" };
    stage.books.put("item", { ...made, id: 9_999 });
    expect(await items(stage)).toMatchObject({ counts: { created: 599, refused: 0 } });
    expect(stage.books.all("item").filter(({ code }) => code === made["code"])).toHaveLength(1);
    expect(stage.books.must("item", 9_999)).not.toMatchObject({ name: "Another name" });
    expect((await stage.store.links.byTarget(SCOPE, "items", "9999"))?.source).toBe("p600");
  });

  it("have what the run has made since, of its own kind", async () => {
    const stage = await shopStage();
    listing(stage, () => [{ id: 1, code: "A" }]);
    const rolls = new Rolls(stage.job());
    const kind = { side: "books", kind: "item" } as const;
    for (let asked = 0; asked <= 201; asked++) await rolls.find(kind, { code: "A" });
    rolls.noteCreated({ side: "books", kind: "items" }, { id: 2, code: "B" });
    rolls.noteCreated(kind, { id: 3, code: "B" });
    expect(await rolls.find(kind, { code: "B" })).toEqual([{ id: 3, code: "B" }]);
  });

  it("are read again when they are ten minutes old and there is still much to match", async () => {
    const stage = await shopStage();
    const { read } = listing(stage, () => []);
    const rolls = new Rolls(stage.job());
    const ask = async (times: number) => {
      let listed = 0;
      for (let asked = 0; asked < times; asked++)
        if ((await rolls.find({ side: "books", kind: "item" }, { code: "A" })) !== undefined) listed++;
      return listed;
    };
    expect([await ask(300), read()]).toEqual([100, 1]);
    stage.clock.time += 11 * MINUTE;
    expect([await ask(50), read()]).toEqual([0, 1]);
    expect([await ask(300), read()]).toEqual([249, 2]);
  });
});

/** What a run makes of this project. */
async function madeBy(number: number): Promise<RecordValue> {
  const stage = await shopStage();
  stage.shop.put("project", project(`p${number}`));
  await items(stage);
  const { id: _, ...item } = stage.books.all("item")[0] ?? {};
  return item;
}
