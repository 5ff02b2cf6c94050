/** Times of this API carry no zone; they are taken as Helsinki's. */

const dayMs = 86_400_000;
const hourMs = 3_600_000;

function lastSunday(year: number, month: number): number {
  const last = Date.UTC(year, month + 1, 0, 1);
  return last - new Date(last).getUTCDay() * dayMs;
}

/** Summer time of the European Union. */
function offset(ms: number): number {
  const year = new Date(ms).getUTCFullYear();
  return ms >= lastSunday(year, 2) && ms < lastSunday(year, 9) ? 3 * hourMs : 2 * hourMs;
}

/** `2026-03-16T10:00:00.123`. */
export function localTime(ms: number): string {
  return new Date(ms + offset(ms)).toISOString().slice(0, 23);
}

/** Epoch milliseconds of a local time; undefined when it is none. */
export function fromLocalTime(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/.test(text)) return undefined;
  const asUtc = Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  return asUtc - offset(asUtc - 2 * hourMs);
}

export function isDay(text: string): boolean {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

/** Days from one calendar day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}
