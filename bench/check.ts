/** `check` in a warm process, and the cold command beside an empty Node process. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { openLibrary } from "../engine/project/library.ts";
import { collector, hasErrors } from "../engine/source/collect.ts";
import { atMost, type Figure, interleaved, median, print, short } from "./figures.ts";
import { root } from "./sandbox-process.ts";

const ROUNDS = 11;

/** Milliseconds a mapping file, read and checked anew each time; record schemas and connectors are read once, as an editor does. */
function warm(): number {
  const found = collector();
  const library = openLibrary({ mappings: join(root, "mappings"), schemas: join(root, "schemas") }, found.report);
  for (const name of library.systemNames) library.system(name);
  const begun = performance.now();
  const files = library.integrationNames.map((name) => library.integration(name)?.files.length ?? 0);
  const took = performance.now() - begun;
  if (hasErrors(found.diagnostics)) throw new Error("the mappings have errors");
  return took / files.reduce((sum, count) => sum + count, 0);
}

function cold(words: readonly string[], environment: Readonly<Record<string, string>> = {}): number {
  const begun = performance.now();
  const { status, stderr } = spawnSync(process.execPath, words, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  if (status !== 0) throw new Error(`node ${words.join(" ")} ended with ${status}: ${stderr}`);
  return performance.now() - begun;
}

const koppel = [join(root, "cli/koppel.js"), "check"];
for (let round = 0; round < 20; round++) warm();
const warmed = Array.from({ length: 15 }, warm);
// The very first run on a machine: nothing compiled is kept yet.
const first = cold(koppel, { NODE_DISABLE_COMPILE_CACHE: "1" });
cold(koppel);
const took = await interleaved({ empty: () => cold(["-e", "0"]), check: () => cold(koppel) }, ROUNDS);
const longer = median(took.check.map((value, index) => value - (took.empty[index] ?? 0)));
const figures: Figure[] = [
  atMost("warm, a mapping file", median(warmed), 5, "ms", ` (best ${short(Math.min(...warmed))} ms)`),
  atMost(
    "cold, all mappings, longer than an empty process",
    longer,
    300,
    "ms",
    ` (${short(median(took.check))} ms, empty ${short(median(took.empty))} ms, best ${short(Math.min(...took.check))} ms)`,
  ),
  { what: "cold, without a compile cache, as the first run of all", measured: `${short(first)} ms` },
];
print(`check (medians of ${ROUNDS} interleaved rounds)`, figures);
