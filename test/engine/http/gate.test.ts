import { describe, expect, it } from "vitest";
import { Gate, Places } from "../../../engine/http/gate.ts";

/** Work that ends when it is told to. */
function held(): { readonly work: () => Promise<void>; readonly begun: () => boolean; readonly end: () => void } {
  let begun = false;
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    work: () => {
      begun = true;
      return promise;
    },
    begun: () => begun,
    end: () => resolve(),
  };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

describe("a gate", () => {
  it("lets so many through at a time, the others in the order of asking", async () => {
    const gate = new Gate(2);
    const works = [held(), held(), held(), held()];
    const all = Promise.all(works.map(({ work }) => gate.run(work)));
    await soon();
    expect(works.map(({ begun }) => begun())).toEqual([true, true, false, false]);
    works[1]?.end();
    await soon();
    expect(works.map(({ begun }) => begun())).toEqual([true, true, true, false]);
    for (const { end } of works) end();
    await all;
    expect(works.every(({ begun }) => begun())).toBe(true);
  });

  it("a place that was let go is free while its work goes on, and is given back once", async () => {
    const gate = new Gate(1);
    const [second, third] = [held(), held()];
    const first = held();
    const running = gate.run(async (letGo) => {
      letGo();
      letGo();
      await first.work();
    });
    const others = Promise.all([gate.run(second.work), gate.run(third.work)]);
    await soon();
    expect([second.begun(), third.begun()]).toEqual([true, false]);
    first.end();
    await running;
    await soon();
    expect(third.begun()).toBe(false);
    second.end();
    third.end();
    await others;
  });

  it("work that fails gives its place back", async () => {
    const gate = new Gate(1);
    await expect(gate.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await gate.run(async () => "next")).toBe("next");
  });
});

describe("places that several gates share", () => {
  /** Which gate's work began, in its order; each gives its place back when `next` is called. */
  function noting() {
    const begun: string[] = [];
    const ends: (() => void)[] = [];
    return {
      begun,
      work: (name: string) => () => {
        begun.push(name);
        return new Promise<void>((end) => ends.push(end));
      },
      async next() {
        ends.shift()?.();
        await soon();
      },
    };
  }

  it("go to the gates in turn: a long queue at one never holds up another", async () => {
    const places = new Places(2);
    const [noisy, quiet] = [new Gate(places), new Gate(places)];
    const { begun, work, next } = noting();
    const all = Array.from({ length: 50 }, (_, index) => noisy.run(work(`noisy ${index}`)));
    await soon();
    all.push(quiet.run(work("quiet 0")), quiet.run(work("quiet 1")), quiet.run(work("quiet 2")));
    await soon();
    expect(begun).toEqual(["noisy 0", "noisy 1"]);
    for (let turn = 0; turn < 6; turn++) await next();
    expect(begun.slice(2)).toEqual(["noisy 2", "quiet 0", "noisy 3", "quiet 1", "noisy 4", "quiet 2"]);
    for (let turn = 0; turn < 60; turn++) await next();
    await Promise.all(all);
    expect(begun).toHaveLength(53);
  });

  it("are no more than there are, however many gates there are, and are all given back", async () => {
    const places = new Places(3);
    const gates = Array.from({ length: 10 }, () => new Gate(places));
    let [now, most, done] = [0, 0, 0];
    const work = async (): Promise<void> => {
      most = Math.max(most, ++now);
      await soon();
      now--;
      if (++done % 7 === 0) throw new Error("no");
    };
    const ends = await Promise.allSettled(gates.flatMap((gate) => [1, 2, 3, 4].map(() => gate.run(work))));
    expect(ends).toHaveLength(40);
    expect(most).toBe(3);
    expect([1, 2, 3, 4].map(() => places.take())).toEqual([true, true, true, false]);
  });

  it("are one at least, so that nothing waits for ever", async () => {
    expect(await new Gate(new Places(0)).run(async () => "done")).toBe("done");
  });
});
