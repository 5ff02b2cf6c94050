import { describe, expect, it } from "vitest";
import { figuresOf, progress } from "../../cli/progress.ts";
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
