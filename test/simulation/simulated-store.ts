import type { Intent, Intents, Leases, Store } from "../../engine/store/store.ts";
import { leaseOf } from "../../engine/store/store.ts";
import type { SimulatedProcess } from "./simulated-process.ts";
import type { Committed } from "./worker.ts";
import { violated, type World } from "./world.ts";

interface Lease {
  readonly owner: string;
  readonly fence: number;
  readonly until: number;
}

/** The rows as one transaction sees them: what it wrote itself, over what is on the disk. */
class Rows {
  readonly #below: Rows | undefined;
  readonly intents = new Map<string, Intent>();
  readonly leases = new Map<string, Lease>();

  constructor(below?: Rows) {
    this.#below = below;
  }

  intent(key: string): Intent | undefined {
    return this.intents.get(key) ?? this.#below?.intent(key);
  }

  lease(name: string): Lease | undefined {
    return this.leases.get(name) ?? this.#below?.lease(name);
  }
}

type Mutation<T> = (rows: Rows) => T;

/** What survives a crash. It watches over the law that a fence never falls. */
export class Disk implements Committed {
  readonly #rows = new Rows();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  intent(key: string): Intent | undefined {
    return this.#rows.intent(key);
  }

  lease(name: string): Lease | undefined {
    return this.#rows.lease(name);
  }

  async open(process: SimulatedProcess): Promise<Pick<Store, "leases" | "intents">> {
    return new SimulatedStore(this, process, this.#world);
  }

  close(): void {}

  within(): Rows {
    return new Rows(this.#rows);
  }

  commit(written: Rows): void {
    for (const [key, intent] of written.intents) {
      const before = this.#rows.intent(key);
      const holder = this.#rows.lease(leaseOf(intent.scope))?.fence ?? 0;
      // Compared with the lease before this commit, which may itself take it anew after the last writes under it.
      if (intent.fence < holder) violated(this.#world, `${key} was written by one who has not the lease`);
      if (before !== undefined && intent.fence < before.fence)
        violated(this.#world, `${key} was written by an older fence`);
      this.#rows.intents.set(key, intent);
    }
    for (const [name, lease] of written.leases) {
      const before = this.#rows.lease(name);
      if (before !== undefined && lease.fence < before.fence) violated(this.#world, `the fence of ${name} fell`);
      this.#rows.leases.set(name, lease);
    }
  }
}

interface Queued {
  readonly apply: Mutation<void>;
  readonly done: () => void;
  readonly failed: (error: Error) => void;
}

/** The store as one process sees it: what is not committed when it dies is lost. */
export class SimulatedStore implements Pick<Store, "leases" | "intents"> {
  readonly #disk: Disk;
  readonly #process: SimulatedProcess;
  readonly #world: World;
  #queue: Queued[] = [];
  #commitAt = Number.POSITIVE_INFINITY;

  constructor(disk: Disk, process: SimulatedProcess, world: World) {
    this.#disk = disk;
    this.#process = process;
    this.#world = world;
  }

  readonly leases: Leases = {
    acquire: (name, owner, now, ttlMs) =>
      this.#write("acquire", (rows) => {
        const lease = rows.lease(name);
        if (lease !== undefined && lease.until > now) return { heldBy: lease.owner, until: lease.until };
        const fence = (lease?.fence ?? 0) + 1;
        rows.leases.set(name, { owner, fence, until: now + ttlMs });
        return { fence };
      }),
    renew: (name, owner, fence, now, ttlMs) =>
      this.#write("renew", (rows) => this.#changeLease(rows, name, owner, fence, now + ttlMs)),
    release: (name, owner, fence) =>
      this.#write("release", (rows) => void this.#changeLease(rows, name, owner, fence, 0)),
  };

  readonly intents: Intents = {
    get: (key) => this.#read("get", (rows) => rows.intent(key)),
    undone: () => Promise.reject(new Error("the protocol does not ask for this")),
    open: () => Promise.reject(new Error("the protocol does not ask for this")),
    countOpen: () => Promise.reject(new Error("the protocol does not ask for this")),
    restored: () => this.#read("restored", () => undefined),
    add: (intent, fence, now) =>
      this.#write(`add as ${intent.state}`, (rows) => {
        if (rows.intent(intent.key) !== undefined) return false;
        if ((rows.lease(leaseOf(intent.scope))?.fence ?? 0) > fence) return false;
        rows.intents.set(intent.key, { ...nothingYet, ...intent, fence, updatedAt: now });
        return true;
      }),
    update: (key, fence, change, now) =>
      this.#write(`update to ${change.state ?? "same"}`, (rows) => changeIntent(rows, key, fence, change, now)),
    updateSoon: (key, fence, change, now) => this.#ride((rows) => void changeIntent(rows, key, fence, change, now)),
  };

  #changeLease(rows: Rows, name: string, owner: string, fence: number, until: number): boolean {
    const lease = rows.lease(name);
    if (lease?.owner !== owner || lease.fence !== fence) return false;
    rows.leases.set(name, { owner, fence, until });
    return true;
  }

  #read<T>(what: string, query: (rows: Rows) => T): Promise<T> {
    return this.#process.call(what, (done) => {
      const rows = this.#disk.within();
      for (const queued of this.#queue) queued.apply(rows);
      const result = query(rows);
      this.#world.time.after(0, () => done(result));
    });
  }

  #write<T>(what: string, mutation: Mutation<T>): Promise<T> {
    return this.#process.call(what, (done, failed) => {
      let result: T;
      const apply = (rows: Rows): void => {
        result = mutation(rows);
      };
      this.#queue.push({ apply, done: () => done(result), failed });
      this.#commitWithin(this.#world.random.between(1, 4));
    });
  }

  #ride(apply: Mutation<void>): void {
    if (!this.#process.alive) return;
    this.#queue.push({ apply, done: () => {}, failed: () => {} });
    this.#commitWithin(50);
  }

  #commitWithin(ms: number): void {
    const at = this.#world.time.now() + ms;
    if (at >= this.#commitAt) return;
    this.#commitAt = at;
    this.#world.time.at(at, () => this.#commitUnlessStanding(at));
  }

  #commitUnlessStanding(at: number): void {
    if (this.#commitAt !== at) return;
    const { standsUntil } = this.#process;
    if (standsUntil > this.#world.time.now()) this.#world.time.at(standsUntil, () => this.#commitUnlessStanding(at));
    else this.#commit();
  }

  #commit(): void {
    this.#commitAt = Number.POSITIVE_INFINITY;
    const queue = this.#queue;
    this.#queue = [];
    if (!this.#process.alive) return;
    const { random, faults, tell } = this.#world;
    const fails = random.chance(faults.commitFails);
    const failsAfterwards = !fails && random.chance(faults.commitFailsAfterwards);
    if (!fails) {
      const rows = this.#disk.within();
      for (const { apply } of queue) apply(rows);
      this.#disk.commit(rows);
    }
    if (fails || failsAfterwards)
      tell?.(`${this.#process.name}: commit fails${failsAfterwards ? " after the fact" : ""}`);
    for (const { done, failed } of queue) {
      if (fails || failsAfterwards) failed(new Error("commit failed"));
      else done();
    }
  }
}

const nothingYet = {
  attempt: 0,
  sentAt: undefined,
  settleUntil: undefined,
  misses: 0,
  lastMissAt: undefined,
  nextAt: undefined,
  targetId: undefined,
  answer: undefined,
};

function changeIntent(
  rows: Rows,
  key: string,
  fence: number,
  change: Parameters<Intents["update"]>[2],
  now: number,
): boolean {
  const intent = rows.intent(key);
  if (intent === undefined || intent.fence > fence) return false;
  if ((rows.lease(leaseOf(intent.scope))?.fence ?? 0) > fence) return false;
  rows.intents.set(key, { ...intent, ...change, fence, updatedAt: now });
  return true;
}
