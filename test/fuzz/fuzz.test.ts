import { afterAll, expect, it } from "vitest";
import { targets } from "./targets.ts";
import { WatchedFuzzing } from "./watched.ts";

const SHARE_MS = 20_000 / Object.keys(targets).length;
/** Always the same beginning, so that a red run is red again; `npm run fuzz` has others. */
const first = 20_785_000;
const fuzzing = new WatchedFuzzing();

afterAll(() => fuzzing.close());

it.each(Object.keys(targets))(
  "whatever is written for %s, it is read or reported within a second",
  { timeout: 120_000 },
  async (target) => {
    const { inputs, findings } = await fuzzing.fuzz({ target, first, forMs: SHARE_MS });
    expect(findings.map(({ seed, what }) => `npm run fuzz -- --target ${target} --input ${seed}\n${what}`)).toEqual([]);
    expect(inputs).toBeGreaterThan(0);
  },
);

it("an input that never ends, and one that fills the memory, is named, and the others are taken", async () => {
  const watched = new WatchedFuzzing("./endless.ts", 500);
  const { inputs, findings } = await watched.fuzz({ target: "endless", first: 8, forMs: 4000 });
  await watched.close();
  expect(findings.slice(0, 2)).toEqual([
    { target: "endless", seed: 9, what: "does not end within 0.5 s" },
    { target: "endless", seed: 12, what: expect.stringMatching(/memory|does not end/) },
  ]);
  expect(inputs).toBeGreaterThan(5);
});
