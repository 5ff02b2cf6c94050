import { Gate } from "../http/gate.ts";
import type { RunReport } from "../work/run-report.ts";
import { keepTime, placeOf, type Schedule } from "./schedule.ts";

/** One company's integration as a daemon runs it. */
export interface Entry {
  /** `<company>/<integration>` */
  readonly name: string;
  readonly schedule: Schedule;
  /** IANA zone in which a cron pattern is meant; the machine's own when absent. */
  readonly timezone?: string;
  /** One run. What it throws is told, and it is tried again at its next time. */
  readonly run: (stopping: () => boolean) => Promise<RunReport>;
}

export type Told =
  | { readonly name: string; readonly report: RunReport }
  | { readonly name: string; readonly problem: unknown };

export interface Daemon {
  /** From now on these are run in place of those before. A run under way goes on to its end as it began. */
  take(entries: readonly Entry[]): void;
  /** Starts no further run, lets what is under way finish, and resolves when all is quiet or the time is over. */
  stop(withinMs: number): Promise<void>;
}

export interface DaemonOptions {
  readonly entries: readonly Entry[];
  /** Runs under way together; the others wait in the order of their times. */
  readonly together: number;
  readonly tell: (told: Told) => void;
}

/** At the start, and when many are added together, one is begun after the other. */
const START_APART_MS = 1000;
/** After the moment at which another process's lease ends. */
const AFTER_LEASE_MS = 500;

/**
 * Runs each entry on its schedule, and once when it is new; one that still runs when its time comes is not started twice.
 * One that another process runs is tried again when that one's lease ends. Nothing about one entry ends the others.
 */
export function startDaemon({ entries, together, tell }: DaemonOptions): Daemon {
  const gate = new Gate(together);
  const kept = new Map<string, Kept>();
  const underWay = new Map<string, Promise<void>>();
  let stopping = false;

  const told = (event: Told): void => {
    try {
      tell(event);
    } catch {
      // Whoever listens has gone; the work goes on.
    }
  };
  const runNow = async (name: string): Promise<void> => {
    const one = kept.get(name);
    if (one === undefined || stopping) return;
    try {
      const report = await one.entry.run(() => stopping);
      const idle = idleness(report);
      if (idle === undefined || idle !== one.idle) told({ name, report });
      one.idle = idle;
      if (report.kind === "held") again(name, report.until);
    } catch (problem) {
      told({ name, problem });
    }
  };
  const tick = (name: string): void => {
    if (stopping || underWay.has(name)) return;
    clearTimeout(kept.get(name)?.soon);
    const running = gate.run(() => runNow(name)).finally(() => underWay.delete(name));
    underWay.set(name, running);
  };
  const later = (name: string, ms: number): void => {
    const one = kept.get(name);
    if (one === undefined) return;
    clearTimeout(one.soon);
    one.soon = setTimeout(() => tick(name), ms);
  };
  const again = (name: string, until: number): void => later(name, Math.max(0, until - Date.now()) + AFTER_LEASE_MS);
  const forget = (one: Kept): void => {
    clearTimeout(one.soon);
    one.stop();
  };
  const keep = (entry: Entry, before: Kept | undefined): Kept => {
    const { name, schedule, timezone } = entry;
    if (before !== undefined && isSameTime(before.entry, entry)) return Object.assign(before, { entry });
    before?.stop();
    const one: Kept = { entry, idle: before?.idle, soon: before?.soon, stop: () => {} };
    try {
      one.stop = keepTime(name, schedule, timezone, () => tick(name));
    } catch (problem) {
      told({ name, problem });
    }
    return one;
  };
  const take = (next: readonly Entry[]): void => {
    if (stopping) return;
    const names = new Set(next.map(({ name }) => name));
    for (const [name, one] of kept) {
      if (names.has(name)) continue;
      forget(one);
      kept.delete(name);
    }
    const added = next.filter(({ name }) => !kept.has(name));
    for (const entry of next) kept.set(entry.name, keep(entry, kept.get(entry.name)));
    const inOrder = added.toSorted((a, b) => placeOf(a.name, 2 ** 32) - placeOf(b.name, 2 ** 32));
    for (const [index, { name }] of inOrder.entries()) {
      if (index === 0) tick(name);
      else later(name, index * START_APART_MS);
    }
  };

  take(entries);
  return {
    take,
    async stop(withinMs) {
      stopping = true;
      for (const one of kept.values()) forget(one);
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, withinMs);
      await Promise.race([Promise.all(underWay.values()), late]);
      clearTimeout(timer);
    },
  };
}

function idleness(report: RunReport): string | undefined {
  switch (report.kind) {
    case "done":
      return undefined;
    case "held":
      return report.by;
    case "not-active":
      return JSON.stringify(report.findings);
  }
}

interface Kept {
  entry: Entry;
  /** Why it was not run when it was last tried: told once for as long as it is the same. */
  idle: string | undefined;
  /** A run that is due besides the schedule. */
  soon: NodeJS.Timeout | undefined;
  stop: () => void;
}

function isSameTime(one: Entry, other: Entry): boolean {
  return JSON.stringify([one.schedule, one.timezone]) === JSON.stringify([other.schedule, other.timezone]);
}
