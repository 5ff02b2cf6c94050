import { expect, it } from "vitest";
import { holdLease } from "../../../engine/effect/lease.ts";
import type { Clock } from "../../../engine/http/system.ts";
import { openMemoryStore } from "../../../engine/store/sqlite/sqlite-store.ts";
import type { Store } from "../../../engine/store/store.ts";

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

it("a wall clock that is set back a little, as by a time server, does not prolong it either", async () => {
  const clock = new MovedClock();
  const { lease } = await hold(clock);
  clock.time = 45_000;
  clock.back = 30_000;
  expect(lease.held()).toBe(false);
});

it("it counts from before it was asked for, however long the store took", async () => {
  const clock = new MovedClock();
  const store = await openMemoryStore();
  const slow = (): Pick<Store, "leases"> => ({
    leases: {
      acquire: (...given) => {
        const taken = store.leases.acquire(...given);
        clock.time += 15_000;
        return taken;
      },
      renew: async (...given) => {
        clock.time += 15_000;
        return store.leases.renew(...given);
      },
      release: (...given) => store.leases.release(...given),
    },
  });
  const lease = await holdLease(slow(), "x", "a", clock);
  if ("heldBy" in lease) throw new Error(`held by ${lease.heldBy}`);
  clock.time = 39_999;
  expect(lease.held()).toBe(true);
  clock.time = 40_000;
  expect(lease.held()).toBe(false);
  // Asked for at 40 s, renewed at 55 s.
  await clock.pass(0);
  clock.time = 79_999;
  expect(lease.held()).toBe(true);
  clock.time = 80_000;
  expect(lease.held()).toBe(false);
});

it("a renewal that the store denies ends it at once", async () => {
  const clock = new MovedClock();
  const { lease, store } = await hold(clock);
  // A process whose clock is ahead has taken it.
  expect(await store.leases.acquire("x", "b", 3_600_000, 60_000)).toEqual({ fence: 2 });
  await clock.pass(20_000);
  expect(lease.held()).toBe(false);
});

it("a renewal that fails is asked for again soon enough to keep it", async () => {
  const clock = new MovedClock();
  const store = await openMemoryStore();
  let fails = 1;
  const failing: Pick<Store, "leases"> = {
    leases: {
      acquire: (...given) => store.leases.acquire(...given),
      renew: async (...given) => {
        if (fails-- > 0) throw new Error("the disk reports an error");
        return store.leases.renew(...given);
      },
      release: (...given) => store.leases.release(...given),
    },
  };
  const lease = await holdLease(failing, "x", "a", clock);
  if ("heldBy" in lease) throw new Error(`held by ${lease.heldBy}`);
  await clock.pass(20_000);
  await clock.pass(5_000);
  clock.time = 44_000;
  expect(lease.held()).toBe(true);
});
