/**
 * Simulates companies' months of faults in seconds and counts what was duplicated or lost:
 *
 *     npm run simulate -- --seeds 100000            the product's protocol
 *     npm run simulate -- --seeds 2000 --controls   the variants with a part left out, too
 *     npm run simulate -- --seed 4711               one seed again, with its story
 */
import { parseArgs } from "node:util";
import { simulate } from "../test/simulation/simulate.ts";
import { simulateMany, type Tally } from "../test/simulation/simulate-many.ts";
import { negativeControls, type Variant } from "../test/simulation/variants.ts";

const STORY_LINES = 60;
const HOUR_MS = 3_600_000;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "10000" },
    first: { type: "string", default: "1" },
    seed: { type: "string" },
    variant: { type: "string", default: "koppel" },
    controls: { type: "boolean", default: false },
  },
});

process.exitCode = values.seed === undefined ? await many() : await one(wholeNumber("seed", values.seed));

async function many(): Promise<number> {
  const first = wholeNumber("first", values.first);
  const last = first + wholeNumber("seeds", values.seeds) - 1;
  const variants: readonly Variant[] = values.controls ? [...negativeControls, "koppel"] : [variantOf(values.variant)];
  console.log(
    "variant                   seeds   invoices  duplicated    lost  posts/invoice  crashes    hours  seeds/s",
  );
  let product: Tally | undefined;
  for (const variant of variants) {
    const begun = performance.now();
    const tally = await simulateMany(variant, first, last);
    console.log(line(tally, (performance.now() - begun) / 1000));
    if (variant === "koppel") product = tally;
  }
  for (const { seed, law } of product?.failures ?? []) {
    console.log(`\nseed ${seed}: ${law}`);
    await one(seed);
  }
  return (product?.failed ?? 0) === 0 ? 0 : 1;
}

function line(tally: Tally, seconds: number): string {
  const count = (value: number, width: number): string => Math.round(value).toLocaleString("en").padStart(width);
  return [
    tally.variant.padEnd(22),
    count(tally.seeds, 9),
    count(tally.documents, 11),
    count(tally.duplicated, 12),
    count(tally.lost, 8),
    (tally.creates / tally.documents).toFixed(2).padStart(15),
    count(tally.crashes, 9),
    count(tally.simulatedMs / HOUR_MS, 9),
    count(tally.seeds / seconds, 9),
  ].join("");
}

async function one(seed: number): Promise<number> {
  const report = await simulate(seed, { variant: variantOf(values.variant), story: true });
  const firstWrong = report.story.findIndex((told) => told.includes("VIOLATED"));
  const end = firstWrong < 0 ? report.story.length : firstWrong + 1;
  for (const told of report.story.slice(Math.max(end - STORY_LINES, 0), end)) console.log(told);
  for (const law of report.violations) console.log(`broken: ${law}`);
  if (report.violations.length === 0) console.log(`seed ${seed}: ${report.documents} invoices, each once`);
  return report.violations.length === 0 ? 0 : 1;
}

function variantOf(name: string): Variant {
  const known = (["koppel", ...negativeControls] as const).find((variant) => variant === name);
  if (known === undefined) refuse(`there is no variant "${name}"; there are: koppel, ${negativeControls.join(", ")}`);
  return known;
}

function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) refuse(`--${option} ${text}: expected a whole number from 1`);
  return Number(text);
}

function refuse(reason: string): never {
  console.error(reason);
  process.exit(2);
}
