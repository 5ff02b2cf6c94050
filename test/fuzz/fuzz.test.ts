import { expect, it } from "vitest";
import { fuzz } from "./fuzz.ts";
import { targets } from "./targets.ts";

const SHARE_MS = 20_000 / Object.keys(targets).length;
/** Always the same beginning, so that a red run is red again; `npm run fuzz` has others. */
const first = 20_785_000;

it.each(Object.keys(targets))(
  "whatever is written for %s, it is read or reported within a second",
  { timeout: 120_000 },
  (target) => {
    const { inputs, findings } = fuzz(target, first, SHARE_MS);
    expect(findings.map(({ seed, what }) => `npm run fuzz -- --target ${target} --input ${seed}\n${what}`)).toEqual([]);
    expect(inputs).toBeGreaterThan(0);
  },
);
