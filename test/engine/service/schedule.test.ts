import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepTime, msUntilNext, placeOf } from "../../../engine/service/schedule.ts";

const MINUTE = 60_000;

describe("intervals", () => {
  it("keep their distance, whatever the number of minutes, and their place after a restart", () => {
    for (const minutes of [10, 45, 90, 420, 1500]) {
      let now = Date.parse("2026-03-02T06:07:08Z");
      now += msUntilNext("acme/books", minutes, now);
      for (let time = 0; time < 5; time++) {
        expect(msUntilNext("acme/books", minutes, now)).toBe(minutes * MINUTE);
        expect(msUntilNext("acme/books", minutes, now + 1000)).toBe(minutes * MINUTE - 1000);
        now += minutes * MINUTE;
      }
    }
  });

  it("have a place by the name, the same on every machine, spread over the whole interval", () => {
    expect(placeOf("acme/books", 600_000)).toBe(placeOf("acme/books", 600_000));
    const places = Array.from({ length: 100 }, (_, index) => placeOf(`company-${index}/books`, 600_000));
    const tenths = Array.from({ length: 10 }, (_, at) => places.filter((place) => Math.floor(place / 60_000) === at));
    expect(tenths.every(({ length }) => length >= 3 && length <= 20)).toBe(true);
  });
});

describe("a cron pattern", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] }));
  afterEach(() => void vi.useRealTimers());

  it("starts each within the minute that it names, in the zone of the company, and not all at once", async () => {
    vi.setSystemTime(Date.parse("2026-03-02T03:58:00Z"));
    const started: number[] = [];
    const stops = Array.from({ length: 20 }, (_, index) =>
      keepTime(`company-${index}/books`, { cron: "0 6 * * 1-5" }, "Europe/Helsinki", () => started.push(Date.now())),
    );
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    for (const stop of stops) stop();
    const from = Date.parse("2026-03-02T04:00:00Z");
    expect(started).toHaveLength(20);
    expect(started.every((at) => at >= from && at < from + 61_000)).toBe(true);
    expect(new Set(started.map((at) => Math.floor(at / 1000))).size).toBeGreaterThan(10);
  });

  it("that names seconds is kept to the second", async () => {
    vi.setSystemTime(Date.parse("2026-03-02T03:58:00.500Z"));
    const started: number[] = [];
    const stop = keepTime("acme/books", { cron: "*/10 * * * * *" }, undefined, () => started.push(Date.now()));
    await vi.advanceTimersByTimeAsync(MINUTE);
    stop();
    expect(started).toHaveLength(6);
  });
});
