/**
 * Gives the readers of files, expressions and patterns what nobody would write, and tells what they cannot take; an
 * input that never ends is ended and told as well:
 *
 *     npm run fuzz -- --seconds 600 --seed 1        every target, each for its share of the time
 *     npm run fuzz -- --target yaml --input 4711    one input again; it is written to the standard output
 */
import { parseArgs } from "node:util";
import { takeInput, targetNamed } from "../test/fuzz/fuzz.ts";
import { inputOf } from "../test/fuzz/inputs.ts";
import { targets } from "../test/fuzz/targets.ts";
import { WatchedFuzzing } from "../test/fuzz/watched.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    target: { type: "string" },
    input: { type: "string" },
  },
});

if (values.target !== undefined && values.input !== undefined) again(values.target, Number(values.input));
else await many();

function again(name: string, seed: number): void {
  const target = targetNamed(targets, name);
  process.stdout.write(`${inputOf(target, seed)}\n`);
  const { ms, fault } = takeInput(target, seed);
  console.error(fault ?? `read in ${Math.round(ms)} ms`);
}

async function many(): Promise<void> {
  const names = values.target === undefined ? Object.keys(targets) : [values.target];
  const share = (Number(values.seconds) * 1000) / names.length;
  const fuzzing = new WatchedFuzzing();
  for (const name of names) {
    targetNamed(targets, name);
    console.log(`${name}, from input ${values.seed}`);
    const asked = { target: name, first: Number(values.seed), forMs: share };
    const { inputs, slowest, findings } = await fuzzing.fuzz(asked);
    console.log(`  ${inputs} inputs, the slowest ${Math.round(slowest)} ms, ${findings.length} found`);
    for (const { seed, what } of findings.slice(0, 5)) console.log(`  --target ${name} --input ${seed}: ${what}`);
    if (findings.length > 0) process.exitCode = 1;
  }
  await fuzzing.close();
}
