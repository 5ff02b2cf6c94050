import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { simulate } from "./simulate.ts";
import { simulateMany } from "./simulate-many.ts";
import { negativeControls } from "./variants.ts";

const SEEDS = 10_000;
const SEEDS_OF_CONTROLS = 1_000;
const SEEDS_ON_SQLITE = 30;
const SEEDS_PRUNED = 20;

it("60,000 invoices under crashes, pauses and a lossy network: each is there once, none is lost", {
  timeout: 180_000,
}, async () => {
  const tally = await simulateMany("koppel", 1, SEEDS);
  expect(tally.failures).toEqual([]);
  expect(tally).toMatchObject({ seeds: SEEDS, documents: 6 * SEEDS, duplicated: 0, lost: 0, failed: 0 });
  // A world in which nothing went wrong would prove nothing.
  expect(tally.crashes).toBeGreaterThan(SEEDS);
  expect(tally.creates).toBeGreaterThan(1.1 * tally.documents);
});

it.each(negativeControls)(
  "a worker with a part of the protocol left out is caught: %s",
  {
    timeout: 120_000,
  },
  async (variant) => {
    const tally = await simulateMany(variant, 1, SEEDS_OF_CONTROLS);
    expect(tally.duplicated).toBeGreaterThan(0);
    expect(tally.failed).toBeGreaterThan(0);
  },
);

it("on the SQLite store itself each invoice is there once, too", { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "koppel-simulation-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  let crashes = 0;
  for (let seed = 1; seed <= SEEDS_ON_SQLITE; seed++) {
    const report = await simulate(seed, { sqlite: join(folder, `${seed}.db`) });
    expect(report.violations, `seed ${seed}`).toEqual([]);
    crashes += report.crashes;
  }
  expect(crashes).toBeGreaterThan(SEEDS_ON_SQLITE);
});

it("no prune leads to a second send: each invoice is there once, though all that may go is gone within minutes", {
  timeout: 120_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "koppel-simulation-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (let seed = 1; seed <= SEEDS_PRUNED; seed++) {
    const report = await simulate(seed, { sqlite: join(folder, `${seed}.db`), prunes: true });
    expect(report.violations, `seed ${seed}`).toEqual([]);
  }
});

it("the same seed tells the same story, another seed another", async () => {
  const once = await simulate(32, { story: true });
  expect(await simulate(32, { story: true })).toEqual(once);
  expect((await simulate(33, { story: true })).story).not.toEqual(once.story);
});

it("without faults each invoice costs one create", async () => {
  const nothing = { crash: 0, pause: 0, requestLost: 0, replyLost: 0, landsLate: 0, errorAfterEffect: 0 };
  const none = { ...nothing, tooManyRequests: 0, readFails: 0, commitFails: 0, commitFailsAfterwards: 0, listLagMs: 0 };
  let valid = 0;
  for (let seed = 1; seed <= 50; seed++) {
    const report = await simulate(seed, { faults: none });
    expect(report.violations).toEqual([]);
    if (report.creates === report.documents) valid++;
  }
  // The others hold a document that the other side refused first.
  expect(valid).toBeGreaterThan(10);
});
