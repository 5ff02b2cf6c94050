import { expect, it } from "vitest";
import { holdLease } from "../../../engine/effect/lease.ts";
import type { Clock } from "../../../engine/http/system.ts";
import { openMemoryStore } from "../../../engine/store/sqlite/sqlite-store.ts";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Time that a test moves; sleepers wake when it has passed them. */
class MovedClock implements Clock {
  time = 0;
  back = 0;
  #sleepers: Sleeper[] = [];

  now(): number {
    return this.time - this.back;
  }

  monotonic(): number {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#sleepers.push({ until: this.time + ms, wake: resolve });
      signal?.addEventListener("abort", () => resolve());
    });
  }

  async pass(ms: number): Promise<void> {
    this.time += ms;
    const due = this.#sleepers.filter((sleeper) => sleeper.until <= this.time);
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.until > this.time);
    for (const sleeper of due) sleeper.wake();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function hold(clock: Clock, store = openMemoryStore(), owner = "a") {
  const lease = await holdLease(await store, "x", owner, clock);
  if ("heldBy" in lease) throw new Error(`held by ${lease.heldBy}`);
  return { lease, store: await store };
}

it("a lease renews itself while its process lives", async () => {
  const clock = new MovedClock();
  const { lease, store } = await hold(clock);
  for (let minute = 0; minute < 15; minute++) {
    await clock.pass(20_000);
    expect(lease.held()).toBe(true);
  }
  expect(await holdLease(store, "x", "b", clock)).toEqual({ heldBy: "a", until: clock.time + 60_000 });
});

it("without renewal it is not held from two thirds of its time on, before anybody else can have it", async () => {
  const clock = new MovedClock();
  const { lease, store } = await hold(clock);
  clock.time = 39_999;
  expect(lease.held()).toBe(true);
  clock.time = 40_000;
  expect(lease.held()).toBe(false);
  expect(await holdLease(store, "x", "b", clock)).toEqual({ heldBy: "a", until: 60_000 });
  clock.time = 60_000;
  expect(await holdLease(store, "x", "b", clock)).toMatchObject({ fence: 2 });
  await clock.pass(20_000);
  expect(lease.held()).toBe(false);
});

it("a wall clock that is set back does not prolong it", async () => {
  const clock = new MovedClock();
  const { lease } = await hold(clock);
  clock.time = 10_000;
  clock.back = 3_600_000;
  expect(lease.held()).toBe(false);
});

it("released it is free at once, under the next fence", async () => {
  const clock = new MovedClock();
  const { lease, store } = await hold(clock);
  await lease.release();
  await lease.release();
  expect(lease.held()).toBe(false);
  expect(await holdLease(store, "x", "b", clock)).toMatchObject({ fence: 2 });
});
