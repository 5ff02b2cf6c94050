import { statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import type { Flaw, HeldLease, Pruned, Survey, Upkeep } from "../upkeep.ts";
import { backUp } from "./backup.ts";
import { flawsOf } from "./flaws.ts";
import { heldBy } from "./held.ts";
import { pruning } from "./pruning.ts";
import { forgetRestored, restoredOf } from "./restored.ts";
import { versionOf } from "./schema.ts";
import type { SqliteTables } from "./tables.ts";

/** Pages that one step of `compact` takes from the end of the file: few enough that nobody waits for it. */
const STEP_PAGES = 256;
const INCREMENTAL = 2;

export class SqliteUpkeep implements Upkeep {
  readonly #database: DatabaseSync;
  readonly #tables: SqliteTables;
  readonly #path: string;

  constructor(database: DatabaseSync, tables: SqliteTables, path: string) {
    this.#database = database;
    this.#tables = tables;
    this.#path = path;
  }

  survey(before: number): Promise<Survey> {
    return this.#tables.commit.read(() => ({
      version: versionOf(this.#database, this.#path),
      bytes: {
        file: this.#pragma("page_count") * this.#pragma("page_size"),
        free: this.#free(),
        journal: statSync(`${this.#path}-wal`, { throwIfNoEntry: false })?.size ?? 0,
      },
      kinds: heldBy(this.#tables, before),
      intents: this.#counts("intent"),
      records: this.#counts("record"),
      restored: restoredOf(this.#tables),
    }));
  }

  prune(before: number): AsyncIterable<Pruned> {
    return pruning(this.#tables, before);
  }

  async *compact(): AsyncIterable<number> {
    for (;;) {
      await this.#tables.commit.write(() => this.#database.exec(`PRAGMA incremental_vacuum(${STEP_PAGES})`));
      const free = this.#free();
      yield free;
      if (free === 0) return;
    }
  }

  async canCompact(): Promise<boolean> {
    return this.#pragma("auto_vacuum") === INCREMENTAL;
  }

  async rebuild(): Promise<void> {
    await this.#tables.commit.alone(() => this.#database.exec(`PRAGMA auto_vacuum = ${INCREMENTAL}; VACUUM`));
  }

  leases(now: number): Promise<readonly HeldLease[]> {
    const sql = "SELECT name, owner, until FROM lease WHERE until > ? ORDER BY name";
    return this.#tables.commit.read(() => this.#tables.all<HeldLease>(sql, now));
  }

  scopes(): Promise<readonly string[]> {
    const sql = `SELECT scope FROM place UNION SELECT scope FROM intent UNION SELECT scope FROM record
      UNION SELECT scope FROM link UNION SELECT scope FROM run UNION SELECT scope FROM memory`;
    return this.#tables.commit.read(() => this.#tables.all<{ scope: string }>(sql).map(({ scope }) => scope));
  }

  async backUp(path: string, now: number): Promise<void> {
    await this.#tables.commit.flush();
    backUp(this.#path, path, now);
  }

  check(): Promise<readonly Flaw[]> {
    return this.#tables.commit.read(() => flawsOf(this.#tables));
  }

  async trust(): Promise<void> {
    await this.#tables.commit.write(() => forgetRestored(this.#tables));
  }

  #counts(table: "intent" | "record"): Readonly<Record<string, number>> {
    const sql = `SELECT state, count(*) AS count FROM ${table} GROUP BY state ORDER BY state`;
    const rows = this.#tables.all<{ state: string; count: number }>(sql);
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  }

  #free(): number {
    return this.#pragma("freelist_count") * this.#pragma("page_size");
  }

  #pragma(name: string): number {
    return Number(Object.values(this.#database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  }
}
