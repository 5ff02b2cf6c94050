import { describe, expect, it, vi } from "vitest";
import { cronOf, msUntilNext, startDaemon } from "../../../engine/service/daemon.ts";
import type { Job } from "../../../engine/work/base/job.ts";
import { shopStage } from "../work/shop-stage.ts";

const MINUTE = 60_000;

describe("schedules", () => {
  it("every so many minutes start on the hour where the hour divides", () => {
    expect(cronOf({ minutes: 10 })).toBe("*/10 * * * *");
    expect(cronOf({ minutes: 60 })).toBe("0 */1 * * *");
    expect(cronOf({ minutes: 120 })).toBe("0 */2 * * *");
    expect(cronOf({ cron: "0 6 * * 1-5" })).toBe("0 6 * * 1-5");
  });

  it("keep their distance where it does not: 45, 90 or 1500 minutes", () => {
    for (const minutes of [45, 90, 420, 1500]) {
      expect(cronOf({ minutes })).toBeUndefined();
      let now = Date.parse("2026-03-02T06:07:08Z");
      now += msUntilNext(minutes, now);
      for (let time = 0; time < 5; time++) {
        expect(msUntilNext(minutes, now)).toBe(minutes * MINUTE);
        now += minutes * MINUTE;
      }
    }
  });
});

interface Entry {
  readonly opened: number;
  readonly entry: Parameters<typeof startDaemon>[0]["jobs"][number];
}

function entryOf(open: () => Promise<Job>, minutes = 90): Entry & { opened: number } {
  const made = {
    opened: 0,
    entry: {
      name: "acme/shop-books",
      schedule: { minutes },
      open: async () => {
        made.opened++;
        return open();
      },
      close: async () => {},
    },
  };
  return made;
}

describe("the daemon", () => {
  it("runs at the start, tells of a job that cannot be opened, and tries again at its time", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    try {
      const told: unknown[] = [];
      const job = entryOf(async () => {
        throw new Error("no such connection");
      });
      const daemon = startDaemon({ jobs: [job.entry], tell: (event) => told.push(event) });
      await vi.advanceTimersByTimeAsync(0);
      expect(told).toMatchObject([{ name: "acme/shop-books", problem: { message: "no such connection" } }]);
      await vi.advanceTimersByTimeAsync(180 * MINUTE);
      expect(job.opened).toBe(3);
      await daemon.stop(1000);
      await vi.advanceTimersByTimeAsync(180 * MINUTE);
      expect(job.opened).toBe(3);
    } finally {
      vi.useRealTimers();
    }
  });

  it("does not start a job that is still running, and survives a listener that throws", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    try {
      const gate = Promise.withResolvers<Job>();
      const job = entryOf(() => gate.promise);
      const tell = (): void => {
        throw new Error("nobody listens");
      };
      const daemon = startDaemon({ jobs: [job.entry], tell });
      await vi.advanceTimersByTimeAsync(300 * MINUTE);
      expect(job.opened).toBe(1);
      gate.reject(new Error("gone"));
      await vi.advanceTimersByTimeAsync(90 * MINUTE);
      expect(job.opened).toBe(2);
      await daemon.stop(10);
    } finally {
      vi.useRealTimers();
    }
  });

  it("stops within its grace though a job never ends, and sooner when it does", async () => {
    const never = entryOf(() => new Promise<Job>(() => {}));
    const daemon = startDaemon({ jobs: [never.entry], tell: () => {} });
    const begun = Date.now();
    await daemon.stop(100);
    expect(Date.now() - begun).toBeLessThan(1000);
    const stage = await shopStage();
    const told: unknown[] = [];
    const quick = startDaemon({ jobs: [entryOf(async () => stage.job()).entry], tell: (event) => told.push(event) });
    await quick.stop(20_000);
    expect(told).toMatchObject([{ report: { kind: "done" } }]);
  });

  it("says which job has a schedule that cannot be read", () => {
    const { entry } = entryOf(async () => (await shopStage()).job());
    const jobs = [{ ...entry, schedule: { cron: "every now and then" } }];
    expect(() => startDaemon({ jobs, tell: () => {} })).toThrow("acme/shop-books");
  });
});
