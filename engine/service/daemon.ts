import cron from "node-cron";
import type { Job } from "../work/base/job.ts";
import { runOnce } from "../work/run.ts";
import type { RunReport } from "../work/run-report.ts";

export interface Daemon {
  /** Starts no further run, lets what is under way finish, and resolves when all is quiet or the time is over. */
  stop(withinMs: number): Promise<void>;
}

export interface DaemonOptions {
  /** Asked before each run. What it throws is told, and the job is tried again at its next time. */
  readonly jobs: readonly {
    readonly name: string;
    readonly schedule: Job["integration"]["schedule"];
    /** IANA zone in which a cron pattern is meant; the machine's own when absent. */
    readonly timezone?: string;
    readonly open: () => Promise<Job>;
    readonly close: (job: Job) => Promise<void>;
  }[];
  readonly tell: (
    event: { readonly name: string; readonly report: RunReport } | { readonly name: string; readonly problem: unknown },
  ) => void;
}

/**
 * Runs each job on its schedule, once at the start; a job that still runs when its time comes is not started twice.
 * Throws a `TypeError` that names the job when its schedule cannot be read.
 */
export function startDaemon({ jobs, tell }: DaemonOptions): Daemon {
  let stopping = false;
  const underWay = new Map<string, Promise<void>>();
  const tick = (entry: DaemonOptions["jobs"][number]): void => {
    if (stopping || underWay.has(entry.name)) return;
    const running = runEntry(entry, () => stopping, tell).finally(() => underWay.delete(entry.name));
    underWay.set(entry.name, running);
  };
  for (const { name, schedule } of jobs) {
    const pattern = cronOf(schedule);
    if (pattern !== undefined && !cron.validate(pattern))
      throw new TypeError(`${name}: the schedule "${pattern}" is no cron pattern, e.g. "0 6 * * 1-5"`);
  }
  const stops = jobs.map((entry) => keepTime(entry, () => tick(entry)));
  for (const entry of jobs) tick(entry);
  return {
    async stop(withinMs) {
      stopping = true;
      for (const stop of stops) stop();
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, withinMs);
      await Promise.race([Promise.all(underWay.values()), late]);
      clearTimeout(timer);
    },
  };
}

/** Calls `tick` at the times of the schedule, until the function it returns is called. */
function keepTime({ schedule, timezone }: DaemonOptions["jobs"][number], tick: () => void): () => void {
  const pattern = cronOf(schedule);
  if (pattern !== undefined) {
    const task = cron.schedule(pattern, tick, timezone === undefined ? {} : { timezone });
    return () => void task.stop();
  }
  const minutes = "minutes" in schedule ? schedule.minutes : 1;
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    timer = setTimeout(
      () => {
        wait();
        tick();
      },
      msUntilNext(minutes, Date.now()),
    );
  };
  wait();
  return () => clearTimeout(timer);
}

/** Times that no cron pattern can tell, such as every 90 minutes, are counted from the epoch, so that a restart keeps them. */
export function msUntilNext(minutes: number, now: number): number {
  const step = minutes * 60_000;
  return step - (now % step);
}

/** `every 10 minutes` starts on the hour and every ten minutes after it. Undefined where hours or days have no such pattern. */
export function cronOf(schedule: Job["integration"]["schedule"]): string | undefined {
  if ("cron" in schedule) return schedule.cron;
  const { minutes } = schedule;
  if (minutes < 60) return 60 % minutes === 0 ? `*/${minutes} * * * *` : undefined;
  const hours = minutes / 60;
  return Number.isInteger(hours) && 24 % hours === 0 ? `0 */${hours} * * *` : undefined;
}

async function runEntry(
  entry: DaemonOptions["jobs"][number],
  stopping: () => boolean,
  tell: DaemonOptions["tell"],
): Promise<void> {
  const told = (event: Parameters<DaemonOptions["tell"]>[0]): void => {
    try {
      tell(event);
    } catch {
      // Whoever listens has gone; the work goes on.
    }
  };
  try {
    const job = await entry.open();
    try {
      told({ name: entry.name, report: await runOnce(job, { stopping }) });
    } finally {
      await entry.close(job);
    }
  } catch (problem) {
    told({ name: entry.name, problem });
  }
}
