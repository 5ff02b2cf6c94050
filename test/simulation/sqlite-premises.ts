import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { CommitTiming } from "../../engine/store/sqlite/group-commit.ts";
import { type CrashableStore, openSqliteStore } from "../../engine/store/sqlite/sqlite-store.ts";
import type { Intents, Leases, Store } from "../../engine/store/store.ts";
import type { SimulatedProcess } from "./simulated-process.ts";
import type { Committed } from "./worker.ts";
import type { World } from "./world.ts";

const PRUNE_MS = 3 * 60_000;

/** The product's own SQLite store in a simulated world: commits happen in simulated time, a crash drops the connection. */
export class SqlitePremises implements Committed {
  readonly #path: string;
  readonly #world: World;
  readonly #prunes: boolean;
  readonly #reader: DatabaseSync;
  readonly #opened: CrashableStore[] = [];

  private constructor(path: string, world: World, prunes: boolean) {
    this.#path = path;
    this.#prunes = prunes;
    this.#world = world;
    this.#reader = new DatabaseSync(path, { readOnly: true });
  }

  /** `prunes`: everything that may go at all goes every few minutes, however young it is. */
  static async make(path: string, world: World, prunes: boolean): Promise<SqlitePremises> {
    await (await openSqliteStore(path)).close();
    return new SqlitePremises(path, world, prunes);
  }

  intent(key: string): ReturnType<Committed["intent"]> {
    const row = this.#reader
      .prepare("SELECT state, attempt, fence, sentAt, body FROM intent JOIN intent_body USING (number) WHERE key = ?")
      .get(key);
    return row === undefined ? undefined : (row as unknown as ReturnType<Committed["intent"]>);
  }

  lease(name: string): ReturnType<Committed["lease"]> {
    const row = this.#reader.prepare("SELECT fence FROM lease WHERE name = ?").get(name);
    return row === undefined ? undefined : { fence: Number(row["fence"]) };
  }

  /** What a process has of the store. It dies with the process. */
  async open(process: SimulatedProcess): Promise<Pick<Store, "leases" | "intents">> {
    const { time } = this.#world;
    const timing: CommitTiming = {
      soon: (commit) => time.after(1, commit),
      later: (commit, ms) => time.after(ms, commit),
      again: (attempt, ms) => time.after(ms, attempt),
    };
    const store = await openSqliteStore(this.#path, { timing });
    this.#opened.push(store);
    process.atDeath(() => store.abandon());
    if (this.#prunes) this.#pruneNowAndThen(process, store);
    return { leases: leasesOf(process, store), intents: intentsOf(process, store) };
  }

  #pruneNowAndThen(process: SimulatedProcess, store: CrashableStore): void {
    const prune = async (): Promise<void> => {
      for await (const _ of store.upkeep.prune(Number.MAX_SAFE_INTEGER));
    };
    this.#world.time.after(PRUNE_MS, () => {
      if (!process.alive) return;
      // Whoever dies over it leaves it to the next one.
      void prune().catch(() => {});
      this.#pruneNowAndThen(process, store);
    });
  }

  close(): void {
    for (const store of this.#opened) store.abandon();
    this.#reader.close();
    for (const end of ["", "-wal", "-shm"]) rmSync(this.#path + end, { force: true });
  }
}

function via<T>(process: SimulatedProcess, what: string, work: () => Promise<T>): Promise<T> {
  return process.call(what, (done, failed) => void work().then(done, failed));
}

function leasesOf(process: SimulatedProcess, { leases }: CrashableStore): Leases {
  return {
    acquire: (...given) => via(process, "acquire", () => leases.acquire(...given)),
    renew: (...given) => via(process, "renew", () => leases.renew(...given)),
    release: (...given) => via(process, "release", () => leases.release(...given)),
  };
}

function intentsOf(process: SimulatedProcess, { intents }: CrashableStore): Intents {
  return {
    get: (key) => via(process, "get", () => intents.get(key)),
    add: (...given) => via(process, "add", () => intents.add(...given)),
    update: (...given) => via(process, "update", () => intents.update(...given)),
    updateSoon: (...given) => {
      if (process.alive) intents.updateSoon(...given);
    },
    undone: (...given) => via(process, "undone", () => intents.undone(...given)),
    open: (...given) => via(process, "open", () => intents.open(...given)),
    countOpen: (...given) => via(process, "countOpen", () => intents.countOpen(...given)),
    restored: () => via(process, "restored", () => intents.restored()),
  };
}
