import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { figuresOf, progress, tellProgress } from "../../cli/progress.ts";
import { recording } from "./recording-terminal.ts";

describe("the figures of progress", () => {
  it("tell the rate and how long it will take", () => {
    expect(figuresOf(120, 400, 3000)).toBe("120/400 (30%), 40.0/s, 7s left");
    expect(figuresOf(400, 400, 10_000)).toBe("400/400 (100%), 40.0/s");
    expect(figuresOf(5000, undefined, 10_000)).toBe("5000, 500/s");
    expect(figuresOf(0, 400, 0)).toBe("0/400 (0%)");
  });
});

describe("progress", () => {
  it("draws over one line of a terminal, not more than ten times a second", () => {
    let now = 0;
    const { terminal, told, drawn } = recording(true);
    const bar = progress(terminal, "invoices", () => now);
    for (now = 0; now <= 1000; now += 10) bar.update(now / 10, 100);
    bar.end();
    expect(drawn.length).toBeLessThanOrEqual(11);
    expect(drawn.at(-2)).toContain("100/100 (100%)");
    expect(drawn.at(-1)).toBe("");
    expect(told).toEqual([]);
  });

  it("writes a line now and then where nothing can be drawn over", () => {
    let now = 0;
    const { terminal, told, drawn } = recording(false);
    const bar = progress(terminal, "invoices", () => now);
    for (now = 0; now <= 30_000; now += 1000) bar.update(now / 1000, 100);
    bar.end();
    expect(told).toEqual([
      "invoices: 10/100 (10%), 1.0/s, 1m 30s left",
      "invoices: 20/100 (20%), 1.0/s, 1m 20s left",
      "invoices: 30/100 (30%), 1.0/s, 1m 10s left",
    ]);
    expect(drawn).toEqual([]);
  });
});

describe("the progress of a run", () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  /** What is drawn of an event that comes a second after the one before. */
  function drawing() {
    const { terminal, drawn } = recording(true);
    const tell = tellProgress(terminal);
    return (scope: string, event: Parameters<ReturnType<typeof tell>>[0]): string | undefined => {
      const before = drawn.length;
      vi.advanceTimersByTime(1000);
      tell(scope)(event);
      return drawn.slice(before).at(-1);
    };
  }

  it("has as its total what was listed, the windows of a long list together", () => {
    const { terminal, drawn } = recording(true);
    const tell = tellProgress(terminal)("acme/books");
    const next = (event: Parameters<typeof tell>[0]) => {
      vi.advanceTimersByTime(1000);
      tell(event);
      return drawn.at(-1);
    };
    next({ flow: "invoices", phase: "listing", taken: 20 });
    expect(next({ flow: "invoices", phase: "listing", taken: 40 })).toContain("40, ");
    expect(next({ flow: "invoices", phase: "carrying", taken: 10, refused: 3 })).toMatch(/10\/40 \(25%\).*3 refused/);
    next({ flow: "invoices", phase: "listing", taken: 5 });
    expect(next({ flow: "invoices", phase: "carrying", taken: 42 })).toContain("42/45");
    // More than was listed is never more than all.
    expect(next({ flow: "invoices", phase: "carrying", taken: 50 })).toContain("50/50 (100%)");
  });

  it("has the total that the system says before the list has been read", () => {
    const { terminal, drawn } = recording(true);
    const tell = tellProgress(terminal)("acme/books");
    tell({ flow: "invoices", phase: "listing", taken: 20, total: 400 });
    vi.advanceTimersByTime(1000);
    tell({ flow: "invoices", phase: "listing", taken: 40, total: 400 });
    expect(drawn.at(-1)).toContain("40/400 (10%)");
  });

  it("tells of several companies how many go on besides, until they are done", () => {
    const next = drawing();
    next("acme/books", { flow: "invoices", phase: "carrying", taken: 1 });
    next("beta/books", { flow: "invoices", phase: "carrying", taken: 1 });
    expect(next("acme/books", { flow: "invoices", phase: "carrying", taken: 2 })).toMatch(/acme.*\(and 1 more\)/);
    next("beta/books", { flow: "invoices", phase: "done", taken: 1 });
    expect(next("acme/books", { flow: "invoices", phase: "carrying", taken: 3 })).not.toContain("more");
  });
});
