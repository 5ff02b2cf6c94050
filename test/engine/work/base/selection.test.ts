import { describe, expect, it } from "vitest";
import type { Selection } from "../../../../engine/work/base/selection.ts";
import { runOnce } from "../../../../engine/work/run.ts";
import { invoices } from "../shop-mappings.ts";
import { DAY, MINUTE, SCOPE, type Stage, statusOf, withOrders, withProjects } from "../shop-stage.ts";

const named = (flow: string, ...ids: readonly string[]): Selection => ({
  kind: "named",
  records: new Map([[flow, ids]]),
  insists: true,
});

async function ran(stage: Stage, selection: Selection) {
  const report = await stage.run({ selection });
  if (report.kind !== "done") throw new Error(JSON.stringify(report));
  return { counts: new Map(report.flows.map(({ flow, counts }) => [flow, counts])), leftOut: report.leftOut, report };
}

describe("a run of named records", () => {
  it("takes up these documents alone, and no other flow", async () => {
    const stage = await withOrders(5);
    const { counts } = await ran(stage, named("invoices", "o2", "o4"));
    expect([...counts].map(([flow, { created }]) => [flow, created])).toEqual([["invoices", 2]]);
    expect(["o1", "o2", "o3", "o4"].map((guid) => statusOf(stage, guid))).toEqual([
      "To books",
      "In books",
      "To books",
      "In books",
    ]);
  });

  it("takes up these records of a register, and leaves its watermark where it is", async () => {
    const stage = await withProjects(5);
    const { counts } = await ran(stage, named("items", "p3"));
    expect(counts.get("items")).toMatchObject({ taken: 1, created: 1 });
    expect(await stage.store.cursors.get(SCOPE, "items", "changed")).toBeUndefined();
    expect(await stage.runFlow("items")).toMatchObject({ counts: { taken: 5, created: 4 } });
  });

  it("sends again what was refused as it is, which no other run does", async () => {
    const stage = await withOrders(1);
    stage.books.onWrite = ({ kind }) =>
      kind === "invoice"
        ? { kind: "rejected", status: 400, faults: [{ code: "CLOSED", message: "closed" }] }
        : undefined;
    await stage.run();
    expect(await stage.state("invoices", "o1")).toMatchObject({ state: "refused", code: "CLOSED" });
    stage.books.onWrite = () => undefined;
    await stage.run();
    expect(stage.books.all("invoice")).toHaveLength(0);
    expect((await stage.plan({ selection: named("invoices", "o1") })).actions[0]).toMatchObject({ action: "create" });
    await ran(stage, named("invoices", "o1"));
    expect(stage.books.all("invoice")).toHaveLength(1);
    expect(await stage.state("invoices", "o1")).toMatchObject({ state: "watched" });
  });

  it("says which of them are not there, or not to be carried as they stand", async () => {
    const stage = await withOrders(2);
    stage.shop.change("order", "o2", { status: { guid: "s3" } });
    const { leftOut } = await ran(stage, named("invoices", "o2", "o9"));
    expect(leftOut.map(({ record, code, text }) => [record, code, text])).toEqual([
      ["o9", "gone", "shop has no order o9 (any more)."],
      ["o2", "not-due", expect.stringMatching(/^5002.* is not to be carried by invoices as it stands now\.$/)],
    ]);
  });
});

describe("a run of what has changed since a moment", () => {
  it("takes up what the watermark has passed, and never what is before the moment", async () => {
    const stage = await withProjects(3);
    await stage.run();
    stage.clock.time += DAY / 2;
    stage.shop.change("project", "p2", { name: "Other" });
    await stage.run();
    stage.clock.time += 11 * MINUTE;
    await stage.run();
    const mark = await stage.store.cursors.get(SCOPE, "items", "changed");
    stage.clock.time += 60 * MINUTE;
    expect(await stage.runFlow("items")).toMatchObject({ counts: { taken: 0 } });
    const since = (ms: number): Selection => ({ kind: "since", since: new Date(stage.clock.time - ms).toISOString() });
    const moved = await stage.store.cursors.get(SCOPE, "items", "changed");
    expect(moved).not.toBe(mark);
    expect((await ran(stage, since(2 * 60 * MINUTE))).counts.get("items")).toMatchObject({ taken: 1, unchanged: 1 });
    expect((await ran(stage, since(2 * DAY))).counts.get("items")).toMatchObject({ taken: 3 });
    expect(await stage.store.cursors.get(SCOPE, "items", "changed")).toBe(moved);
  });

  it("from a moment that is still to come on the way to it, skips nothing that is between", async () => {
    const stage = await withProjects(1);
    await stage.run();
    stage.clock.time += 60 * MINUTE;
    stage.shop.put("project", { guid: "p2", number: 2, name: "Late", isInternal: false, isClosed: false });
    stage.clock.time += 60 * MINUTE;
    await ran(stage, { kind: "since", since: new Date(stage.clock.time - MINUTE).toISOString() });
    expect(await stage.runFlow("items")).toMatchObject({ counts: { created: 1 } });
  });
});

describe("a follow", () => {
  it("looks at what was carried since the moment, or at what is named", async () => {
    const stage = await withOrders(3, invoices());
    await runOnce(stage.job());
    stage.clock.time += DAY;
    const follow = stage.job().integration.flows.find(({ flow }) => flow.kind === "follow")?.flow.name ?? "none";
    const one = await ran(stage, named(follow, "o1", "o9"));
    expect([one.counts.get(follow)?.taken, one.leftOut.map(({ record }) => record)]).toEqual([1, ["o9"]]);
    const since = (ms: number): Selection => ({ kind: "since", since: new Date(stage.clock.time - ms).toISOString() });
    expect((await ran(stage, since(DAY / 2))).counts.get(follow)?.taken).toBe(0);
    expect((await ran(stage, since(2 * DAY))).counts.get(follow)?.taken).toBe(3);
  });
});
