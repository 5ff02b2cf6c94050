import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Paces } from "../../../engine/http/pace.ts";
import { TestClock } from "./scripted-server.ts";

describe("the pace", () => {
  it("never lets more calls go in any stretch of time than the vendor allows, and none while paused", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            gap: fc.integer({ min: 0, max: 400 }),
            pause: fc.option(fc.integer({ min: 1, max: 2000 }), { freq: 10 }),
          }),
          { maxLength: 60 },
        ),
        fc.integer({ min: 1, max: 12 }),
        async (steps, calls) => {
          const clock = new TestClock();
          const pace = new Paces(clock).of([{ calls, perMs: 1000, forEach: [] }], () => "one");
          const starts: number[] = [];
          let pausedUntil = 0;
          for (const { gap, pause } of steps) {
            clock.time += gap;
            if (pause !== null) {
              pace.pause(pause);
              pausedUntil = Math.max(pausedUntil, clock.time + pause);
            }
            await pace.take();
            expect(clock.time).toBeGreaterThanOrEqual(pausedUntil);
            starts.push(clock.time);
          }
          for (const start of starts)
            expect(starts.filter((other) => other >= start && other < start + 1000).length).toBeLessThanOrEqual(calls);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("is shared by connections of the same client, and of one client only", async () => {
    const clock = new TestClock();
    const paces = new Paces(clock);
    const rule = { calls: 1, perMs: 1000, forEach: [] };
    const [one, two, other] = [paces.of([rule], () => "a"), paces.of([rule], () => "a"), paces.of([rule], () => "b")];
    await one.take();
    await other.take();
    expect(clock.slept).toEqual([]);
    await two.take();
    expect(clock.slept).toEqual([1020]);
  });

  it("lets those who wait go in the order of asking", async () => {
    const clock = new TestClock();
    const pace = new Paces(clock).of([{ calls: 2, perMs: 1000, forEach: [] }], () => "a");
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3, 4, 5].map(async (number) => {
        await pace.take();
        order.push(number);
      }),
    );
    expect(order).toEqual([1, 2, 3, 4, 5]);
  });

  it("a shorter pause does not end a longer one", async () => {
    const clock = new TestClock();
    const pace = new Paces(clock).of([{ calls: 9, perMs: 1000, forEach: [] }], () => "a");
    pace.pause(30_000);
    pace.pause(500);
    await pace.take();
    expect(clock.slept).toEqual([30_000]);
  });

  it("who comes when a place is free waits behind those who came before", async () => {
    const clock = new TestClock();
    const pace = new Paces(clock).of([{ calls: 1, perMs: 1000, forEach: [] }], () => "a");
    await pace.take();
    const before = pace.take();
    clock.time += 2000;
    expect(pace.take()).toBeInstanceOf(Promise);
    await before;
  });
});
