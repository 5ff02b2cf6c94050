import { usageFailure } from "./failure.ts";

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** `2h`, `3d`, `2026-03-01` (from midnight UTC) or `2026-03-01T08:00+02:00`, as epoch milliseconds. */
export function readMoment(option: string, text: string, now: number): number {
  const ago = /^(\d{1,6})([mhdw])$/.exec(text);
  if (ago !== null) return now - Number(ago[1]) * UNITS[ago[2] as keyof typeof UNITS];
  const at = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(at)) return at;
  throw usageFailure(
    `${option} cannot be "${text}"`,
    "Give a date (2026-03-01), a time (2026-03-01T08:00+02:00) or how long ago (90m, 2h, 3d, 1w).",
  );
}
