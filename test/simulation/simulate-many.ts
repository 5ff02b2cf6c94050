import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { simulate } from "./simulate.ts";
import type { Variant } from "./variants.ts";

/** What many worlds came to. */
export interface Tally {
  readonly variant: Variant;
  seeds: number;
  documents: number;
  duplicated: number;
  lost: number;
  creates: number;
  crashes: number;
  simulatedMs: number;
  /** Seeds in which a law was broken, each with the first one. At most `KEPT_FAILURES`. */
  readonly failures: { readonly seed: number; readonly law: string }[];
  failed: number;
}

interface Share {
  readonly variant: Variant;
  readonly first: number;
  readonly step: number;
  readonly last: number;
}

const KEPT_FAILURES = 20;

/** Simulates the seeds `first` to `last` on as many threads as there are processors, or as `threads` says. */
export async function simulateMany(
  variant: Variant,
  first: number,
  last: number,
  threads: number = availableParallelism(),
): Promise<Tally> {
  const shares = Array.from({ length: threads }, (_, index) => ({
    variant,
    first: first + index,
    step: threads,
    last,
  }));
  const tallies = await Promise.all(shares.map((share) => inThread(share)));
  const total = emptyTally(variant);
  for (const tally of tallies) add(total, tally);
  total.failures.sort((one, other) => one.seed - other.seed).splice(KEPT_FAILURES);
  return total;
}

function inThread(share: Share): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: share });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

async function simulateShare({ variant, first, step, last }: Share): Promise<Tally> {
  const tally = emptyTally(variant);
  for (let seed = first; seed <= last; seed += step) {
    const report = await simulate(seed, { variant });
    const law = report.violations[0];
    add(tally, {
      ...report,
      variant,
      seeds: 1,
      failed: law === undefined ? 0 : 1,
      failures: law === undefined ? [] : [{ seed, law }],
    });
  }
  return tally;
}

function emptyTally(variant: Variant): Tally {
  const nothing = { seeds: 0, documents: 0, duplicated: 0, lost: 0, creates: 0, crashes: 0, simulatedMs: 0, failed: 0 };
  return { variant, ...nothing, failures: [] };
}

function add(total: Tally, more: Tally): void {
  for (const count of [
    "seeds",
    "documents",
    "duplicated",
    "lost",
    "creates",
    "crashes",
    "simulatedMs",
    "failed",
  ] as const) {
    total[count] += more[count];
  }
  total.failures.push(...more.failures.slice(0, KEPT_FAILURES));
}

/** In a thread of its own this module does its share and says what came of it. */
if (!isMainThread && isShare(workerData)) parentPort?.postMessage(await simulateShare(workerData));

function isShare(data: unknown): data is Share {
  return typeof data === "object" && data !== null && "variant" in data && "step" in data;
}
