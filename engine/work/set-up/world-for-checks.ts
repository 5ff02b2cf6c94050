import { isoNow, todayOf } from "../base/calendar.ts";
import type { Job } from "../base/job.ts";
import { lookupsOf } from "../world/lookups.ts";
import { RunWorld } from "../world/run-world.ts";

/** A world outside of any flow. */
export function worldForChecks(job: Job): RunWorld {
  return new RunWorld(lookupsOf(job), job.concurrency, isoNow(job), todayOf(job));
}
