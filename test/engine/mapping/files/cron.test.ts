import cron from "node-cron";
import { describe, expect, it } from "vitest";
import { cronFaults } from "../../../../engine/mapping/files/cron.ts";

describe("a cron pattern", () => {
  it.each([
    ["61 * * * *", "minute", "61"],
    ["* 24 * * *", "hour", "24"],
    ["0 6 0 * *", "day of the month", "0"],
    ["0 6 * 13 *", "month", "13"],
    ["0 6 * * 1-9", "day of the week", "1-9"],
    ["*/0 * * * *", "minute", "*/0"],
    ["0 6 * * mo", "day of the week", "mo"],
    ["99 0 6 * * *", "second", "99"],
    ["0,75 * * * *", "minute", "0,75"],
  ])("%s has a fault in its %s", (pattern, field, at) => {
    const [fault, ...more] = cronFaults(pattern);
    expect(more).toEqual([]);
    expect({ field: fault?.field, at: pattern.slice(fault?.start, fault?.end) }).toEqual({ field, at });
    expect(fault?.expected).toMatch(/^numbers from \d+ to \d+/);
  });

  it.each([
    "0 6 * * 1-5",
    "*/10 * * * *",
    "0,30 8-18/2 1 jan,jul mon-fri",
    "* * * * * *",
    "15 3 L * 7".replace("L", "1"),
  ])("%s can be, and the clock reads it alike", (pattern) => {
    expect(cronFaults(pattern)).toEqual([]);
    expect(cron.validate(pattern)).toBe(true);
  });

  it("that is accepted is one that the clock can read", () => {
    const words = [
      "*",
      "0",
      "1",
      "5",
      "7",
      "12",
      "23",
      "31",
      "59",
      "60",
      "1-5",
      "5-1",
      "*/2",
      "*/70",
      "1/2",
      "1-9/3",
      "mon",
      "feb",
      "a",
    ];
    for (const one of words)
      for (let at = 0; at < 5; at++) {
        const pattern = Array.from({ length: 5 }, (_, field) => (field === at ? one : "*")).join(" ");
        if (cronFaults(pattern).length === 0) expect(cron.validate(pattern), pattern).toBe(true);
      }
  });
});
