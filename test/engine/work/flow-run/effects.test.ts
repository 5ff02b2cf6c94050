import { describe, expect, it } from "vitest";
import { stepOf } from "../../../../engine/store/step.ts";
import { DUE } from "../../../../engine/work/base/selection.ts";
import { LeaseLost } from "../../../../engine/work/base/trouble.ts";
import { confirmFound, effectKey, isGone } from "../../../../engine/work/flow-run/effects.ts";
import { openRun } from "../../../../engine/work/flow-run/open-run.ts";
import { MINUTE, SCOPE, shopStage } from "../shop-stage.ts";

const kind = { side: "books", kind: "item" };

async function opened(fence = 1) {
  const stage = await shopStage();
  const options = {
    id: "run 1",
    planning: false,
    selection: DUE,
    fence,
    patienceMs: 0,
    held: () => true,
    stopping: () => false,
  };
  const run = openRun(stage.job(), {}, options, async () => ({ state: "passed" }));
  const key = effectKey(run, "items", "p1", "create");
  const intent = { key, scope: SCOPE, flow: "items", source: "p1", step: stepOf("create", "books/item") };
  const add = (state: "confirmed" | "uncertain") =>
    stage.store.intents.add({ ...intent, state, body: "{}", bodyHash: "h" }, 1, stage.clock.now());
  return { stage, run, key, add };
}

describe("what an effect made", () => {
  it("is gone when it cannot be read, and was made long enough ago to be seen", async () => {
    const { stage, run, key, add } = await opened();
    await add("confirmed");
    expect(await isGone(run, kind, "7", key)).toBe(false);
    stage.clock.time += 10 * MINUTE;
    expect(await isGone(run, kind, "7", key)).toBe(true);
    stage.books.put("item", { id: 7, code: "A", name: "Alpha" });
    expect(await isGone(run, kind, "7", key)).toBe(false);
  });

  it("and what was found by its match closes it; nothing is open about it any more", async () => {
    const { stage, run, key, add } = await opened();
    await confirmFound(run, key, "7");
    expect(await stage.store.intents.get(key)).toBeUndefined();
    await add("uncertain");
    await confirmFound(run, key, "7");
    expect(await stage.store.intents.get(key)).toMatchObject({ state: "confirmed", targetId: "7" });
  });

  it("is not touched by a run whose lease went to somebody else", async () => {
    const { run, key, add } = await opened(0);
    await add("uncertain");
    await expect(confirmFound(run, key, "7")).rejects.toThrow(LeaseLost);
  });
});
