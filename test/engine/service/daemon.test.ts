import { describe, expect, it, vi } from "vitest";
import { type Entry, startDaemon } from "../../../engine/service/daemon.ts";
import type { RunReport } from "../../../engine/work/run-report.ts";

const MINUTE = 60_000;

interface Made extends Entry {
  ran: number;
}

function entryOf(run: () => Promise<RunReport>, name = "acme/shop-books", minutes = 90): Made {
  const made: Made = {
    name,
    schedule: { minutes },
    ran: 0,
    run: async () => {
      made.ran++;
      return run();
    },
  };
  return made;
}

const done = (scope = "acme/shop-books"): RunReport => ({
  kind: "done",
  id: "r",
  scope,
  flows: [],
  findings: [],
  leftOut: [],
});

async function onFakeTime(work: () => Promise<void>): Promise<void> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: Date.parse("2026-03-02T00:00:00Z") });
  try {
    await work();
  } finally {
    vi.useRealTimers();
  }
}

describe("the daemon", () => {
  it("runs at the start, tells of a run that fails, and tries again at its time", () =>
    onFakeTime(async () => {
      const told: unknown[] = [];
      const job = entryOf(async () => {
        throw new Error("no such connection");
      });
      const daemon = startDaemon({ entries: [job], together: 4, tell: (event) => told.push(event) });
      await vi.advanceTimersByTimeAsync(0);
      expect(told).toMatchObject([{ name: "acme/shop-books", problem: { message: "no such connection" } }]);
      await vi.advanceTimersByTimeAsync(180 * MINUTE);
      expect(job.ran).toBe(3);
      await daemon.stop(1000);
      await vi.advanceTimersByTimeAsync(180 * MINUTE);
      expect(job.ran).toBe(3);
    }));

  it("does not start what is still running, and survives a listener that throws", () =>
    onFakeTime(async () => {
      const gate = Promise.withResolvers<RunReport>();
      const job = entryOf(() => gate.promise);
      const tell = (): void => {
        throw new Error("nobody listens");
      };
      const daemon = startDaemon({ entries: [job], together: 4, tell });
      await vi.advanceTimersByTimeAsync(300 * MINUTE);
      expect(job.ran).toBe(1);
      gate.reject(new Error("gone"));
      await vi.advanceTimersByTimeAsync(90 * MINUTE);
      expect(job.ran).toBe(2);
      await daemon.stop(10);
    }));

  it("stops within its grace though a run never ends, and sooner when it does", async () => {
    const never = entryOf(() => new Promise<RunReport>(() => {}));
    const daemon = startDaemon({ entries: [never], together: 4, tell: () => {} });
    const begun = Date.now();
    await daemon.stop(100);
    expect(Date.now() - begun).toBeLessThan(1000);
    const told: unknown[] = [];
    const quick = startDaemon({
      entries: [entryOf(async () => done())],
      together: 4,
      tell: (event) => told.push(event),
    });
    await quick.stop(20_000);
    expect(told).toMatchObject([{ report: { kind: "done" } }]);
  });

  it("a schedule that cannot be read is told, and the others go on", () =>
    onFakeTime(async () => {
      const told: { readonly name: string; readonly problem?: unknown }[] = [];
      const odd = { ...entryOf(async () => done("odd/books"), "odd/books"), schedule: { cron: "every now and then" } };
      const sound = entryOf(async () => done());
      const daemon = startDaemon({ entries: [odd, sound], together: 4, tell: (event) => told.push(event) });
      await vi.advanceTimersByTimeAsync(200 * MINUTE);
      expect(told.filter(({ name, problem }) => name === "odd/books" && problem !== undefined)).toHaveLength(1);
      expect(sound.ran).toBe(3);
      await daemon.stop(10);
    }));

  it("a hundred of one schedule start one after the other, at the start and at each of their times", () =>
    onFakeTime(async () => {
      const starts = new Map<number, number>();
      const entries = Array.from({ length: 100 }, (_, index) =>
        entryOf(
          async () => {
            const second = Math.floor(Date.now() / 1000);
            starts.set(second, (starts.get(second) ?? 0) + 1);
            return done();
          },
          `company-${index}/books`,
          10,
        ),
      );
      const daemon = startDaemon({ entries, together: 32, tell: () => {} });
      await vi.advanceTimersByTimeAsync(30 * MINUTE);
      expect([...starts.values()].reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(300);
      expect(Math.max(...starts.values())).toBeLessThanOrEqual(4);
      await daemon.stop(10);
    }));

  it("no more than so many run together, and one that hangs takes no more than its own place", () =>
    onFakeTime(async () => {
      let [running, most] = [0, 0];
      const hung = entryOf(() => new Promise<RunReport>(() => {}), "hung/books", 10);
      const others = Array.from({ length: 6 }, (_, index) =>
        entryOf(
          async () => {
            most = Math.max(most, ++running);
            await new Promise((resolve) => setTimeout(resolve, 20 * MINUTE));
            running--;
            return done();
          },
          `company-${index}/books`,
          10,
        ),
      );
      const daemon = startDaemon({ entries: [hung, ...others], together: 3, tell: () => {} });
      await vi.advanceTimersByTimeAsync(120 * MINUTE);
      expect(most).toBe(2);
      expect(others.every(({ ran }) => ran > 0)).toBe(true);
      void daemon.stop(10);
    }));

  it("what another process runs is tried again when that one's lease ends, and told once", () =>
    onFakeTime(async () => {
      const told: unknown[] = [];
      const ends = Date.now() + 40_000;
      const job = entryOf(
        async (): Promise<RunReport> =>
          Date.now() < ends ? { kind: "held", scope: "acme/shop-books", by: "other", until: ends } : done(),
      );
      const daemon = startDaemon({ entries: [job], together: 4, tell: (event) => told.push(event) });
      await vi.advanceTimersByTimeAsync(41_000);
      expect(told).toMatchObject([{ report: { kind: "held" } }, { report: { kind: "done" } }]);
      await daemon.stop(10);
    }));

  it("takes over other entries between runs: the one under way ends as it began, what is gone starts no more", () =>
    onFakeTime(async () => {
      const gate = Promise.withResolvers<RunReport>();
      const before = entryOf(() => gate.promise);
      const gone = entryOf(async () => done("gone/books"), "gone/books");
      const daemon = startDaemon({ entries: [before, gone], together: 4, tell: () => {} });
      await vi.advanceTimersByTimeAsync(2000);
      expect([before.ran, gone.ran]).toEqual([1, 1]);
      const after = { ...entryOf(async () => done(), "acme/shop-books", 10) };
      const added = entryOf(async () => done("new/books"), "new/books");
      daemon.take([after, added]);
      await vi.advanceTimersByTimeAsync(30 * MINUTE);
      expect(added.ran).toBeGreaterThan(0);
      gate.resolve(done());
      await vi.advanceTimersByTimeAsync(200 * MINUTE);
      expect([before.ran, gone.ran]).toEqual([1, 1]);
      await daemon.stop(10);
    }));
});
