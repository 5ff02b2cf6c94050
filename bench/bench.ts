/**
 * The measured comparisons, each in a process of its own:
 *
 *     npm run bench                       all of them, some minutes
 *     npm run bench -- transform          one or more of transform, check, run, large, register, companies, store, years
 *
 * Figures are ratios within one interleaved run; `docs/performance.md` keeps the last ones.
 */
import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";

const BENCHES = ["transform", "check", "run", "large", "register", "companies", "store", "years"] as const;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !BENCHES.some((bench) => bench === name));
if (unknown.length > 0) {
  console.error(`there is no bench ${unknown.join(", ")}; there are ${BENCHES.join(", ")}`);
  process.exit(2);
}
console.log(`node ${process.versions.node}, ${cpus().length} processors`);
let failed = 0;
for (const bench of BENCHES) {
  if (asked.length > 0 && !asked.includes(bench)) continue;
  const { status } = spawnSync(process.execPath, ["--expose-gc", join(import.meta.dirname, `${bench}.ts`)], {
    stdio: "inherit",
  });
  if (status !== 0) failed++;
}
process.exitCode = failed > 0 ? 1 : 0;
