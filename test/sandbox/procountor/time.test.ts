import fc from "fast-check";
import { expect, it } from "vitest";
import { daysBetween, fromLocalTime, isDay, localTime } from "../../../sandbox/procountor/time.ts";

// The zone is told here by the platform, not by the imitation's own rule.
const helsinki = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Helsinki",
  dateStyle: "short",
  timeStyle: "medium",
});

it("shows moments as Helsinki's clocks do, on the days of change too", () => {
  const years = { min: Date.UTC(2001, 0, 1), max: Date.UTC(2035, 11, 31) };
  const near = fc
    .constantFrom(Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1))
    .chain((at) => fc.integer({ min: at - 7_200_000, max: at + 7_200_000 }));
  fc.assert(
    fc.property(fc.oneof(fc.integer(years), near), (ms) => {
      expect(localTime(ms).slice(0, 19)).toBe(helsinki.format(ms).replace(" ", "T"));
    }),
  );
});

it("reads what it writes, apart from the hour that comes twice", () => {
  for (const at of [Date.UTC(2026, 0, 1, 12), Date.UTC(2026, 6, 1, 12, 30, 15, 250), Date.UTC(2026, 2, 29, 2)])
    expect(fromLocalTime(localTime(at))).toBe(at);
  expect(fromLocalTime("2026-03-16")).toBe(Date.UTC(2026, 2, 15, 22));
});

it.each(["yesterday", "2026-13-01", "2026-03-16T25:00", "16.3.2026", ""])("%s is no time", (text) => {
  expect(fromLocalTime(text)).toBeUndefined();
});

it.each([
  ["2026-02-28", true],
  ["2028-02-29", true],
  ["2026-02-29", false],
  ["2026-2-1", false],
  ["2026-13-01", false],
])("%s is a day: %s", (text, is) => {
  expect(isDay(text)).toBe(is);
});

it("counts days", () => {
  expect(daysBetween("2026-02-27", "2026-03-01")).toBe(2);
  expect(daysBetween("2026-03-01", "2026-02-27")).toBe(-2);
});
