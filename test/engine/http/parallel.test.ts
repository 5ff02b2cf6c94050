import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inParallel, inParallelAsTheyCome } from "../../../engine/http/parallel.ts";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe("working in parallel", () => {
  it("finishes what is under way before it tells of a failure, and begins nothing more", async () => {
    let finished = 0;
    let begun = 0;
    const work = inParallel([1, 2, 3, 4, 5, 6, 7, 8], 3, async (item) => {
      begun++;
      await pause(item * 3);
      if (item === 1) throw new Error("one");
      finished++;
    });
    await expect(work).rejects.toThrow("one");
    expect(finished).toBe(begun - 1);
    expect(begun).toBeLessThan(6);
  });
});

describe("working on what comes in parts", () => {
  it("works on each item of all parts once, at most so many at a time, whatever takes how long", async () => {
    const parts = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 9 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(parts, fc.integer({ min: 1, max: 4 }), async (given, limit) => {
        let next = 0;
        let running = 0;
        const seen: string[] = [];
        const nextPart = async () => {
          const part = given[next]?.map((length, index) => ({ length, name: `${next}.${index}` }));
          next++;
          await turns(next % 3);
          return part;
        };
        await inParallelAsTheyCome(nextPart, limit, async ({ length, name }) => {
          running++;
          expect(running).toBeLessThanOrEqual(limit);
          seen.push(name);
          await turns(length);
          running--;
        });
        expect(running).toBe(0);
        const all = given.flatMap((part, at) => part.map((_, index) => `${at}.${index}`));
        expect(seen).toEqual(all);
      }),
      { numRuns: 200 },
    );
  });

  it("asks for a part while the one before is still worked on, and not for all of them at once", async () => {
    const asked: number[] = [];
    let finished = 0;
    const part = Array.from({ length: 20 }, (_, index) => index);
    await inParallelAsTheyCome(
      async () => (asked.push(finished) <= 3 ? part : undefined),
      2,
      async () => {
        await turns(1);
        finished++;
      },
    );
    expect(finished).toBe(60);
    expect(asked).toHaveLength(4);
    for (const [index, done] of asked.entries()) {
      expect(done).toBeGreaterThanOrEqual(Math.max(0, index * 20 - 6));
      expect(done).toBeLessThan(Math.max(1, index * 20));
    }
  });

  it("a failure of an item or of a part is told when what is under way has ended, and nothing more is begun", async () => {
    for (const fails of ["item", "part"]) {
      let begun = 0;
      let finished = 0;
      let asked = 0;
      const work = inParallelAsTheyCome(
        async () => {
          if (++asked === 2 && fails === "part") throw new Error("part");
          return asked > 3 ? undefined : [1, 2, 3, 4];
        },
        2,
        async (item) => {
          begun++;
          await turns(3);
          if (item === 2 && fails === "item") throw new Error("item");
          finished++;
        },
      );
      await expect(work).rejects.toThrow(fails);
      expect(finished).toBe(fails === "item" ? begun - 1 : begun);
      expect(begun).toBeLessThan(5);
    }
  });
});
