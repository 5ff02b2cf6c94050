import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { takeEffect } from "../../../engine/effect/take-effect.ts";
import { restoreStore } from "../../../engine/store/open-store.ts";
import { leaseOf } from "../../../engine/store/store.ts";
import { temporaryStore } from "../store/sqlite/temporary-store.ts";
import { creation, MINUTE, newScene, uncertain } from "./effect-fixtures.ts";

const SCOPE = "acme/books";

/** A store that was backed up before anything was sent, and put back later. */
async function backedUp() {
  const scene = await newScene();
  const { store, path } = await temporaryStore();
  const { clock, side } = scene;
  const backup = join(path, "..", "backup.sqlite");
  const contextOf = async () => {
    const lease = await store.leases.acquire(leaseOf(SCOPE), "me", clock.time, 1);
    return { ...scene.context, store, fence: "fence" in lease ? lease.fence : -1 };
  };
  const before = await contextOf();
  await store.upkeep.backUp(backup, clock.time);
  const restored = async () => {
    clock.time += MINUTE;
    await restoreStore(path, backup, clock.time);
    return contextOf();
  };
  return { scene, store, clock, side, before, restored };
}

/** Nobody can search for it. */
const unsearchable = { search: undefined };

describe("after a restore", () => {
  it("what was made since the backup is found and not sent again", async () => {
    const { scene, clock, side, before, restored } = await backedUp();
    expect(await takeEffect(creation(scene), before)).toMatchObject({ kind: "confirmed", by: "created" });
    const context = await restored();
    expect(await takeEffect(creation(scene), context)).toMatchObject({ kind: "waiting", uncertain: true });
    clock.time += 10 * MINUTE;
    expect(await takeEffect(creation(scene), context)).toMatchObject({ kind: "confirmed", by: "found", id: "t1" });
    expect(side.sent).toHaveLength(1);
  });

  it("what was on its way when it was restored may land first, and is found then", async () => {
    const { scene, clock, side, before, restored } = await backedUp();
    side.answers.push(uncertain);
    await takeEffect(creation(scene), before);
    const context = await restored();
    expect(await takeEffect(creation(scene), context)).toMatchObject({ kind: "waiting" });
    clock.time += 2 * MINUTE;
    side.execute({ kind: "invoice", operation: "create", body: { number: "5001", amount: 12.5 } });
    expect(await takeEffect(creation(scene), context)).toMatchObject({ kind: "waiting" });
    clock.time += 3 * MINUTE;
    expect(await takeEffect(creation(scene), context)).toMatchObject({ kind: "confirmed", by: "found" });
    expect(side.records).toHaveLength(1);
  });

  it("what cannot be searched for is left to a person, whose word sends it once", async () => {
    const { scene, store, clock, side, before, restored } = await backedUp();
    expect(await takeEffect(creation(scene, undefined, unsearchable), before)).toMatchObject({ by: "created" });
    const context = await restored();
    clock.time += 60 * MINUTE;
    for (let run = 0; run < 2; run++)
      expect(await takeEffect(creation(scene, undefined, unsearchable), context)).toMatchObject({ kind: "undecided" });
    expect(side.sent).toHaveLength(1);
    await store.records.retry(SCOPE, "invoices", "S1");
    for (let run = 0; run < 2; run++)
      expect(await takeEffect(creation(scene, undefined, unsearchable), context)).toMatchObject({ kind: "confirmed" });
    expect(side.sent).toHaveLength(2);
  });

  it("once a person trusts the store, everything is as before", async () => {
    const { scene, store, restored } = await backedUp();
    const context = await restored();
    await store.upkeep.trust();
    expect(await takeEffect(creation(scene, undefined, unsearchable), context)).toMatchObject({ by: "created" });
  });

  it("what was confirmed in the backup stays so, and what was planned there is looked at as if for the first time", async () => {
    const { scene, side, before, store, clock } = await backedUp();
    await takeEffect(creation(scene, undefined, { key: "done" }), before);
    side.answers.push({ kind: "not-executed", reason: "busy", waitMs: MINUTE });
    await takeEffect(creation(scene, { number: "5002" }, { key: "planned" }), before);
    const { path } = await temporaryStore();
    const backup = join(path, "..", "later.sqlite");
    await store.upkeep.backUp(backup, clock.time);
    await restoreStore(path, backup, clock.time);
    const { store: put } = await temporaryStore(path);
    const context = { ...scene.context, store: put, fence: 1_000 };
    clock.time += 60 * MINUTE;
    expect(await takeEffect(creation(scene, undefined, { key: "done" }), context)).toMatchObject({ by: "remembered" });
    const planned = creation(scene, { number: "5002" }, { key: "planned", ...unsearchable });
    expect(await takeEffect(planned, context)).toMatchObject({ kind: "undecided" });
    expect(side.sent).toHaveLength(2);
  });
});
