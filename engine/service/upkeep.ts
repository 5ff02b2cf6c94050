import type { Clock } from "../http/system.ts";
import type { Store } from "../store/store.ts";
import type { HeldLease, PrunedKind } from "../store/upkeep.ts";

/** Between two steps, so that whoever else writes has his turn. */
const PAUSE_MS = 20;
const DAY_MS = 86_400_000;
/** The daemon looks so often for what has become too old. */
const LOOK_MS = 6 * 60 * 60_000;
/** Writing a file anew takes as long as this for each byte at most, and a minute more. */
const REBUILD_MS_PER_BYTE = 1e-4;

export type PrunedCounts = Readonly<Partial<Record<PrunedKind, number>>>;

/** Lets go what is older than `before`, in short steps with pauses, until nothing is or `stop` is aborted; tells how many rows went. */
export async function pruneInSteps(
  { upkeep }: Pick<Store, "upkeep">,
  before: number,
  clock: Pick<Clock, "sleep">,
  stop?: AbortSignal,
): Promise<PrunedCounts> {
  const counts: Partial<Record<PrunedKind, number>> = {};
  for await (const { kind, count } of upkeep.prune(before)) {
    if (count > 0) counts[kind] = (counts[kind] ?? 0) + count;
    if (stop?.aborted === true) break;
    await clock.sleep(PAUSE_MS, stop);
  }
  return counts;
}

/** What a daemon lets go by the workspace's retention. */
export interface Retention {
  /** From now on so many days are kept, everything where it is undefined. A change is looked at at once, and true is told. */
  follow(days: number | undefined): boolean;
  /** Resolves when the signal was aborted and nothing is under way any more. */
  readonly ended: Promise<void>;
}

/** Keeps to so many days until `stop` is aborted: once at the start and every few hours. Tells what went, and what failed. */
export function keepRetention(
  store: Pick<Store, "upkeep">,
  days: number | undefined,
  clock: Pick<Clock, "sleep" | "now">,
  stop: AbortSignal,
  tell: (went: PrunedCounts | Error, days: number) => void,
): Retention {
  let followed = days;
  let changed = new AbortController();
  const round = async (kept: number, until: AbortSignal): Promise<void> => {
    try {
      const went = await pruneInSteps(store, clock.now() - kept * DAY_MS, clock, until);
      if (Object.keys(went).length > 0) tell(went, kept);
      if (!until.aborted && (await store.upkeep.canCompact())) await compactInSteps(store, clock, until);
    } catch (problem) {
      tell(problem instanceof Error ? problem : new Error(String(problem)), kept);
    }
  };
  const keep = async (): Promise<void> => {
    while (!stop.aborted) {
      changed = new AbortController();
      const until = AbortSignal.any([stop, changed.signal]);
      if (followed !== undefined) await round(followed, until);
      await clock.sleep(LOOK_MS, until);
    }
  };
  return {
    follow(next) {
      if (next === followed) return false;
      followed = next;
      changed.abort();
      return true;
    },
    ended: keep(),
  };
}

/** Gives room back to the disk in short steps with pauses; whoever else writes goes on. */
export async function compactInSteps(
  { upkeep }: Pick<Store, "upkeep">,
  clock: Pick<Clock, "sleep">,
  stop?: AbortSignal,
): Promise<void> {
  for await (const _ of upkeep.compact()) {
    if (stop?.aborted === true) return;
    await clock.sleep(PAUSE_MS, stop);
  }
}

/** Somebody works with the store: who, and until when at least. */
export class StoreInUse extends Error {
  readonly held: HeldLease;
  constructor(held: HeldLease) {
    super(`${held.name}: ${held.owner}`);
    this.name = "StoreInUse";
    this.held = held;
  }
}

/**
 * Runs `work` while no scope can be worked on by anybody: under the leases of all of them, given back at its end if they are
 * still there. Throws `StoreInUse` when somebody has one.
 */
export async function underAllLeases<Result>(
  store: Pick<Store, "upkeep" | "leases">,
  names: readonly string[],
  owner: string,
  clock: Pick<Clock, "now">,
  work: () => Promise<Result>,
): Promise<Result> {
  const { bytes } = await store.upkeep.survey(0);
  const ttlMs = 60_000 + Math.ceil(bytes.file * REBUILD_MS_PER_BYTE);
  const taken: { readonly name: string; readonly fence: number }[] = [];
  try {
    for (const name of names) {
      const lease = await store.leases.acquire(name, owner, clock.now(), ttlMs);
      if ("heldBy" in lease) throw new StoreInUse({ name, owner: lease.heldBy, until: lease.until });
      taken.push({ name, fence: lease.fence });
    }
    return await work();
  } finally {
    for (const { name, fence } of taken) await store.leases.release(name, owner, fence);
  }
}
