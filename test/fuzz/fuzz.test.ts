import { expect, it } from "vitest";
import { fuzz } from "./fuzz.ts";
import { targets } from "./targets.ts";

const SHARE_MS = 20_000 / Object.keys(targets).length;
/** Another beginning each day, so that time finds what one run does not; it is told with a finding. */
const first = Math.floor(Date.now() / 86_400_000) * 1000;

it.each(Object.keys(targets))(
  "whatever is written for %s, it is read or reported within a second",
  { timeout: 120_000 },
  (target) => {
    const { inputs, findings } = fuzz(target, first, SHARE_MS);
    expect(findings.map(({ seed, what }) => `npm run fuzz -- --target ${target} --input ${seed}\n${what}`)).toEqual([]);
    expect(inputs).toBeGreaterThan(0);
  },
);
