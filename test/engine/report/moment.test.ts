import { expect, it } from "vitest";
import { showMoment } from "../../../engine/report/moment.ts";

it.each([
  ["2026-03-02T06:00:05Z", "Europe/Helsinki", "2026-03-02 08:00:05 +02:00"],
  ["2026-07-01T21:30:00Z", "Europe/Helsinki", "2026-07-02 00:30:00 +03:00"],
  ["2026-12-31T23:59:59Z", "UTC", "2026-12-31 23:59:59 UTC"],
  ["2026-01-01T03:00:00Z", "America/New_York", "2025-12-31 22:00:00 -05:00"],
])("%s in %s is %s", (at, zone, shown) => {
  expect(showMoment(Date.parse(at), zone)).toBe(shown);
});
