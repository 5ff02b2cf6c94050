import { describe, expect, it } from "vitest";
import { DUE } from "../../../../engine/work/base/selection.ts";
import { openRun, untilStopped } from "../../../../engine/work/flow-run/open-run.ts";
import { shopStage } from "../shop-stage.ts";

async function opened(change: { readonly stopping?: () => boolean; readonly held?: () => boolean }) {
  const stage = await shopStage();
  const options = {
    id: "run 1",
    planning: false,
    selection: DUE,
    fence: 1,
    patienceMs: 0,
    held: () => true,
    stopping: () => false,
  };
  return openRun(stage.job(), {}, { ...options, ...change }, async () => ({ state: "passed" }));
}

describe("a run that is to end", () => {
  it("stays so, whoever asks", async () => {
    let stop = true;
    const run = await opened({ stopping: () => stop });
    expect(run.stopping()).toBe(true);
    stop = false;
    expect(run.stopping()).toBe(true);
  });

  it("is one whose lease went to somebody else", async () => {
    let held = true;
    const run = await opened({ held: () => held });
    expect(run.stopping()).toBe(false);
    held = false;
    expect(run.stopping()).toBe(true);
  });

  it("begins nothing more", async () => {
    let stop = false;
    const run = await opened({ stopping: () => stop });
    const done: number[] = [];
    const work = untilStopped(run, async (item: number) => void done.push(item));
    await work(1);
    stop = true;
    await work(2);
    expect(done).toEqual([1]);
  });
});
