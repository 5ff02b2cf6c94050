import type { Leases } from "../store.ts";
import { restoredOf } from "./restored.ts";
import type { SqliteTables } from "./tables.ts";

export class SqliteLeases implements Leases {
  readonly #tables: SqliteTables;

  constructor(tables: SqliteTables) {
    this.#tables = tables;
  }

  acquire(name: string, owner: string, now: number, ttlMs: number, ended?: string): ReturnType<Leases["acquire"]> {
    return this.#tables.commit.write(() => {
      const lease = this.#tables.one<{ owner: string; fence: number; until: number }>(
        "SELECT owner, fence, until FROM lease WHERE name = ?",
        name,
      );
      if (lease !== undefined && lease.until > now && lease.owner !== ended)
        return { heldBy: lease.owner, until: lease.until };
      // After a restore, no fence is one that was given out before it.
      const fence = (lease?.fence ?? restoredOf(this.#tables)?.fence ?? 0) + 1;
      this.#tables.change(
        `INSERT INTO lease (name, owner, fence, until) VALUES (?, ?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, fence = excluded.fence, until = excluded.until`,
        ...[name, owner, fence, now + ttlMs],
      );
      return { fence };
    });
  }

  renew(name: string, owner: string, fence: number, now: number, ttlMs: number): Promise<boolean> {
    const sql = "UPDATE lease SET until = ? WHERE name = ? AND owner = ? AND fence = ?";
    return this.#tables.commit.write(() => this.#tables.change(sql, now + ttlMs, name, owner, fence) === 1);
  }

  /** The row stays, so that the fence goes on rising. */
  async release(name: string, owner: string, fence: number): Promise<void> {
    const sql = "UPDATE lease SET until = 0 WHERE name = ? AND owner = ? AND fence = ?";
    await this.#tables.commit.write(() => this.#tables.change(sql, name, owner, fence));
  }
}
