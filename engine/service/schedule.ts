import cron from "node-cron";
import type { CompiledIntegration } from "../compile/compiled.ts";
import { stableHash } from "../value/hash.ts";

export type Schedule = CompiledIntegration["schedule"];

/** A cron pattern is meant to the minute, so that who is spread over it still starts in it. */
const CRON_SPREAD_MS = 60_000;

/**
 * Calls `tick` at the times of the schedule, until the function it returns is called. Those of one schedule do not start
 * together: each has a place of its own, by its name, within the interval or within the minute that a pattern names.
 * `timezone`: IANA zone in which a pattern is meant. Throws a `TypeError` for a pattern that cannot be read.
 */
export function keepTime(name: string, schedule: Schedule, timezone: string | undefined, tick: () => void): () => void {
  if ("minutes" in schedule) return keepInterval(name, schedule.minutes, tick);
  const pattern = schedule.cron;
  if (!cron.validate(pattern))
    throw new TypeError(`the schedule "${pattern}" is no cron pattern, such as "0 6 * * 1-5"`);
  const late = saysSeconds(pattern) ? 0 : placeOf(name, CRON_SPREAD_MS);
  const timers = new Set<NodeJS.Timeout>();
  const task = cron.schedule(
    pattern,
    () => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        tick();
      }, late);
      timers.add(timer);
    },
    timezone === undefined ? {} : { timezone },
  );
  return () => {
    void task.stop();
    for (const timer of timers) clearTimeout(timer);
  };
}

function keepInterval(name: string, minutes: number, tick: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    timer = setTimeout(
      () => {
        wait();
        tick();
      },
      msUntilNext(name, minutes, Date.now()),
    );
  };
  wait();
  return () => clearTimeout(timer);
}

/** Counted from the epoch, so that a restart keeps the times, and no change of a clock to or from summer time moves them. */
export function msUntilNext(name: string, minutes: number, now: number): number {
  const step = minutes * 60_000;
  const since = (now - placeOf(name, step)) % step;
  return step - since;
}

/** Where in a stretch of so many milliseconds this name has its place; the same on every machine. */
export function placeOf(name: string, widthMs: number): number {
  return Math.floor((Number.parseInt(stableHash(name).slice(0, 8), 16) / 2 ** 32) * widthMs);
}

function saysSeconds(pattern: string): boolean {
  return pattern.trim().split(/\s+/).length > 5;
}
