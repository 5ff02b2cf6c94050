/**
 * Gives the readers of files, expressions and patterns what nobody would write, and tells what they cannot take:
 *
 *     npm run fuzz -- --seconds 600 --seed 1        every target, each for its share of the time
 *     npm run fuzz -- --target yaml --input 4711    one input again; it is written to the standard output
 */
import { parseArgs } from "node:util";
import { fuzz, takeInput } from "../test/fuzz/fuzz.ts";
import { inputOf } from "../test/fuzz/inputs.ts";
import { targets } from "../test/fuzz/targets.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    target: { type: "string" },
    input: { type: "string" },
  },
});

if (values.target !== undefined && values.input !== undefined) again(values.target, Number(values.input));
else many();

function again(name: string, seed: number): void {
  const target = targets[name];
  if (target !== undefined) process.stdout.write(`${inputOf(target, seed)}\n`);
  const { ms, fault } = takeInput(name, seed);
  console.error(fault ?? `read in ${Math.round(ms)} ms`);
}

function many(): void {
  const names = values.target === undefined ? Object.keys(targets) : [values.target];
  const share = (Number(values.seconds) * 1000) / names.length;
  for (const name of names) {
    console.log(`${name}, from input ${values.seed}`);
    const { inputs, slowest, findings } = fuzz(name, Number(values.seed), share);
    console.log(`  ${inputs} inputs, the slowest ${Math.round(slowest)} ms, ${findings.length} found`);
    for (const { seed, what } of findings.slice(0, 5)) console.log(`  --target ${name} --input ${seed}: ${what}`);
    if (findings.length > 0) process.exitCode = 1;
  }
}
