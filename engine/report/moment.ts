/** `2026-03-02 08:00:05` where the company is. */
export function showMoment(at: number, timeZone: string): string {
  return new Date(at).toLocaleString("sv-SE", { timeZone, hour12: false });
}
