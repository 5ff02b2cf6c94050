import { describe, expect, it } from "vitest";
import { Gate } from "../../../engine/http/gate.ts";

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
