import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { Planned, type PlannedAction } from "../../../../engine/work/base/planned.ts";

const link: PlannedAction = {
  ...{
    flow: "items",
    action: "link",
    record: "p1",
    source: "p1",
    label: "1 Alpha",
    sourceHash: "",
    to: "books/item",
    target: "7",
  },
  ...{ body: undefined, before: undefined, lineage: [], said: [] },
};

/** What is added while `work` goes on, taken at once. */
async function said(planned: Planned, work: () => Promise<void>) {
  return (await Readable.from(planned.during(work)).toArray()) as PlannedAction[];
}

describe("what a plan says", () => {
  it("of a record of a register it says once, however many documents need it", async () => {
    const planned = new Planned();
    const actions = await said(planned, async () => {
      await planned.decided(link);
      await planned.decided(link);
      await planned.decided({ ...link, record: "p2", action: "create", target: undefined });
    });
    expect(actions.map(({ action, record }) => [action, record])).toEqual([
      ["link", "p1"],
      ["create", "p2"],
    ]);
  });

  it("knows the links that it would make", async () => {
    const planned = new Planned();
    await planned.decided(link);
    expect(planned.sourceOf("items", "7")).toBe("p1");
    expect(planned.sourceOf("partners", "7")).toBeUndefined();
  });

  it("is found out no faster than it is taken", async () => {
    const planned = new Planned();
    let added = 0;
    const work = async (): Promise<void> => {
      for (; added < 10_000; added++) await planned.add({ ...link, record: `p${added}` });
    };
    let taken = 0;
    for await (const { record } of planned.during(work)) {
      expect(record).toBe(`p${taken++}`);
      await new Promise((resolve) => setImmediate(resolve));
      expect(added - taken).toBeLessThan(200);
    }
    expect(taken).toBe(10_000);
  });

  it("ends for who leaves early, when what is under way has ended, and finds out nothing more", async () => {
    const planned = new Planned();
    let ended = false;
    const work = async (): Promise<void> => {
      while (!planned.hasLeft) await planned.add(link);
      ended = true;
    };
    for await (const _ of planned.during(work)) break;
    expect(ended).toBe(true);
  });

  it("tells of a failure when all that came before it has been taken", async () => {
    const planned = new Planned();
    const taken: string[] = [];
    const reading = async (): Promise<void> => {
      const work = async (): Promise<void> => {
        await planned.add(link);
        throw new Error("the store has failed");
      };
      for await (const { record } of planned.during(work)) taken.push(record);
    };
    await expect(reading()).rejects.toThrow("the store has failed");
    expect(taken).toEqual(["p1"]);
  });
});
