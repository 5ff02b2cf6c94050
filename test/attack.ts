import { expect } from "vitest";

/** How long texts are that somebody wrote to keep us busy. */
const LETTERS = 50_000;

/** So many times that there are 50,000 letters of them. */
export function overAndOver(piece: string): string {
  return piece.repeat(Math.ceil(LETTERS / piece.length));
}

/** Done in less than 100 ms, at the third time at the latest, since the first may have to load what it needs. */
export function expectAtOnce(work: () => unknown): void {
  if (msOf(work) >= 100 && msOf(work) >= 100) expect(msOf(work)).toBeLessThan(100);
}

/** The time that it takes by itself, whatever else the machine does meanwhile. */
export function msOf(work: () => unknown): number {
  const start = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1000;
}
