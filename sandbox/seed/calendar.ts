/** The day that stands for today in the seeded data. Fixed, so that the same seed gives the same data for ever. */
export const seededToday = Date.UTC(2026, 2, 16, 8, 0, 0);
export const dayMs = 86_400_000;

export function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
