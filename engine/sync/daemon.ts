import cron from "node-cron";
import type { Job } from "./job.ts";
import { type RunReport, runOnce } from "./run.ts";

export interface Daemon {
  /** Starts no further run, lets what is under way finish, and resolves when all is quiet or the time is over. */
  stop(withinMs: number): Promise<void>;
}

export interface DaemonOptions {
  /** Makes the job afresh for each run, so that changed settings and mappings are taken up. */
  readonly jobs: readonly {
    readonly name: string;
    readonly schedule: Job["integration"]["schedule"];
    readonly open: () => Promise<Job>;
    readonly close: (job: Job) => Promise<void>;
  }[];
  readonly tell: (
    event: { readonly name: string; readonly report: RunReport } | { readonly name: string; readonly problem: unknown },
  ) => void;
}

/** Runs each job on its schedule, once at the start; a job that still runs when its time comes is not started twice. */
export function startDaemon({ jobs, tell }: DaemonOptions): Daemon {
  let stopping = false;
  const underWay = new Map<string, Promise<void>>();
  const tick = (entry: DaemonOptions["jobs"][number]): void => {
    if (stopping || underWay.has(entry.name)) return;
    const running = runEntry(entry, () => stopping, tell).finally(() => underWay.delete(entry.name));
    underWay.set(entry.name, running);
  };
  const tasks = jobs.map((entry) => cron.schedule(cronOf(entry.schedule), () => tick(entry)));
  for (const entry of jobs) tick(entry);
  return {
    async stop(withinMs) {
      stopping = true;
      for (const task of tasks) await task.stop();
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, withinMs);
      await Promise.race([Promise.all(underWay.values()), late]);
      clearTimeout(timer);
    },
  };
}

/** `every 10 minutes` starts on the hour and every ten minutes after it. */
export function cronOf(schedule: Job["integration"]["schedule"]): string {
  if ("cron" in schedule) return schedule.cron;
  if (schedule.minutes < 60) return `*/${schedule.minutes} * * * *`;
  return `0 */${Math.round(schedule.minutes / 60)} * * *`;
}

async function runEntry(
  entry: DaemonOptions["jobs"][number],
  stopping: () => boolean,
  tell: DaemonOptions["tell"],
): Promise<void> {
  try {
    const job = await entry.open();
    try {
      tell({ name: entry.name, report: await runOnce(job, { stopping }) });
    } finally {
      await entry.close(job);
    }
  } catch (problem) {
    tell({ name: entry.name, problem });
  }
}
