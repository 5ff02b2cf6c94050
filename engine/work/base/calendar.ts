import type { Job } from "./job.ts";

export function isoNow(job: Pick<Job, "clock">): string {
  return new Date(job.clock.now()).toISOString();
}

/** Today's calendar date where the company is. */
export function todayOf(job: Pick<Job, "clock" | "timezone">): string {
  return new Intl.DateTimeFormat("sv-SE", {
    timeZone: job.timezone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(job.clock.now());
}
