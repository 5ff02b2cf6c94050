import type { Clock } from "../http/system.ts";
import type { Store } from "../store/store.ts";
import { hasEnded } from "./process-name.ts";

export interface LeaseTimes {
  /** How long the lease stays ours in the store without renewal. */
  readonly ttlMs: number;
  readonly renewMs: number;
}

/** A lease that renews itself until it is released or lost. */
export interface HeldLease {
  readonly fence: number;
  /**
   * Whether work may go on at this moment. It is false from two thirds of the time to live without renewal on, so that
   * a process that was asleep stops before anybody else can have begun.
   */
  held(): boolean;
  /** Gives the lease back; a second call does nothing. */
  release(): Promise<void>;
}

const usual: LeaseTimes = { ttlMs: 60_000, renewMs: 20_000 };

/**
 * Takes the lease `name` for `owner` (a name no other holder ever uses), or tells who has it and until when. From a process
 * that was killed on this machine it is taken at once.
 */
export async function holdLease(
  store: Pick<Store, "leases">,
  name: string,
  owner: string,
  clock: Clock,
  times: LeaseTimes = usual,
): Promise<HeldLease | { readonly heldBy: string; readonly until: number }> {
  const asked = momentOf(clock);
  let taken = await store.leases.acquire(name, owner, asked.wall, times.ttlMs);
  if ("heldBy" in taken && hasEnded(taken.heldBy))
    taken = await store.leases.acquire(name, owner, asked.wall, times.ttlMs, taken.heldBy);
  if ("heldBy" in taken) return taken;
  const lease = new RenewedLease(store, name, owner, clock, times, taken.fence, asked);
  void lease.renewUntilReleased();
  return lease;
}

interface Moment {
  readonly wall: number;
  readonly monotonic: number | undefined;
}

function momentOf(clock: Clock): Moment {
  return { wall: clock.now(), monotonic: clock.monotonic?.() };
}

class RenewedLease implements HeldLease {
  readonly fence: number;
  readonly #store: Pick<Store, "leases">;
  readonly #name: string;
  readonly #owner: string;
  readonly #clock: Clock;
  readonly #times: LeaseTimes;
  readonly #released = new AbortController();
  /** The moment *before* the last renewal was asked for: the store may have counted from no earlier one. */
  #renewedAt: Moment;
  #lost = false;

  constructor(
    store: Pick<Store, "leases">,
    name: string,
    owner: string,
    clock: Clock,
    times: LeaseTimes,
    fence: number,
    asked: Moment,
  ) {
    this.#store = store;
    this.#name = name;
    this.#owner = owner;
    this.#clock = clock;
    this.#times = times;
    this.fence = fence;
    this.#renewedAt = asked;
  }

  held(): boolean {
    if (this.#lost || this.#released.signal.aborted) return false;
    const now = momentOf(this.#clock);
    const limit = (this.#times.ttlMs * 2) / 3;
    // Both clocks must agree: the wall clock goes on while the machine sleeps, the monotonic one is never set back.
    const wall = now.wall - this.#renewedAt.wall;
    const monotonic = (now.monotonic ?? 0) - (this.#renewedAt.monotonic ?? 0);
    return wall >= 0 && wall < limit && monotonic < limit;
  }

  async renewUntilReleased(): Promise<void> {
    let pause = this.#times.renewMs;
    while (!this.#lost && !this.#released.signal.aborted) {
      await this.#clock.sleep(pause, this.#released.signal);
      if (this.#released.signal.aborted) return;
      pause = await this.#renew();
    }
  }

  async release(): Promise<void> {
    if (this.#released.signal.aborted) return;
    this.#released.abort("released");
    if (!this.#lost) await this.#store.leases.release(this.#name, this.#owner, this.fence);
  }

  /** How long to wait before the next renewal: a store that failed is asked again sooner. */
  async #renew(): Promise<number> {
    const asked = momentOf(this.#clock);
    try {
      const ours = await this.#store.leases.renew(this.#name, this.#owner, this.fence, asked.wall, this.#times.ttlMs);
      if (ours) this.#renewedAt = asked;
      else this.#lost = true;
      return this.#times.renewMs;
    } catch {
      return this.#times.renewMs / 4;
    }
  }
}
