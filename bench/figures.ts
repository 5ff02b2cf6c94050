/** One line of the bench's table: what was measured, against which bar, and whether it holds. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  /** Absent: told for scale only. */
  readonly bar?: string;
  readonly holds?: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Runs the candidates by turns, each round in another order, so that drift of the machine touches all alike. */
export async function interleaved<Name extends string>(
  candidates: Readonly<Record<Name, () => number | Promise<number>>>,
  rounds: number,
): Promise<Readonly<Record<Name, readonly number[]>>> {
  const names = Object.keys(candidates) as Name[];
  const results = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    const order = names.map((_, index) => names[(index + round) % names.length] as Name);
    for (const name of order) results[name].push(await candidates[name]());
  }
  return results;
}

/** Median of the per-round ratios: what drifts in a round cancels. */
export function ratio(above: readonly number[], below: readonly number[]): number {
  return median(above.map((value, index) => value / (below[index] ?? Number.NaN)));
}

/** A figure that must be at least the bar, e.g. `0.84x`. */
export function atLeast(what: string, value: number, bar: number, detail = ""): Figure {
  return { what, measured: `${short(value)}x${detail}`, bar: `at least ${bar}x`, holds: value >= bar };
}

export function atMost(what: string, value: number, bar: number, unit: string, detail = ""): Figure {
  return { what, measured: `${short(value)} ${unit}${detail}`, bar: `at most ${bar} ${unit}`, holds: value <= bar };
}

export function short(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Of a figure with its details, up to the column of the bars. */
const LONGEST = 60;

export function print(title: string, figures: readonly Figure[]): void {
  const width = Math.max(...figures.map(({ what }) => what.length));
  const second = Math.min(LONGEST, Math.max(...figures.map(({ measured }) => measured.length)));
  console.log(`\n${title}`);
  for (const { what, measured, bar, holds } of figures) {
    const verdict = bar === undefined ? "" : `  ${bar}: ${holds ? "holds" : "MISSED"}`;
    console.log(`  ${what.padEnd(width)}  ${measured.padEnd(second)}${verdict}`);
  }
}
