import type { RunSummary, Store } from "../../store/store.ts";

/** Where a scope stands: its last run and what is left of all of them. */
export interface Standing {
  readonly scope: string;
  readonly last: LastRun | undefined;
  /** Records whose last error is unsolved. */
  readonly refused: number;
  readonly waiting: number;
  /** Writes whose outcome is not settled. */
  readonly open: number;
}

export interface LastRun extends Omit<RunSummary, "counts"> {
  /** By flow and outcome. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export async function standingOf(store: Pick<Store, "runs" | "records" | "intents">, scope: string): Promise<Standing> {
  const [last, { refused = 0, waiting = 0 }, open] = await Promise.all([
    store.runs.last(scope),
    store.records.counts(scope),
    store.intents.countOpen(scope),
  ]);
  return {
    scope,
    last: last && { ...last, counts: JSON.parse(last.counts) as LastRun["counts"] },
    refused,
    waiting,
    open,
  };
}

/** Where a scope stands that has no store yet. */
export function neverRun(scope: string): Standing {
  return { scope, last: undefined, refused: 0, waiting: 0, open: 0 };
}

/** What a run has done, by outcome over its flows; what it found as it should be is nothing done. */
export function doneIn({ counts }: LastRun): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const flow of Object.values(counts)) {
    for (const [outcome, count] of Object.entries(flow)) sums.set(outcome, (sums.get(outcome) ?? 0) + count);
  }
  return new Map([...sums].filter(([outcome, count]) => count > 0 && outcome !== "taken" && outcome !== "unchanged"));
}
