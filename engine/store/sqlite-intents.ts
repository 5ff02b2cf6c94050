import type { SQLInputValue } from "node:sqlite";
import type { SqliteTables } from "./sqlite-tables.ts";
import type { Intent, Intents, Leases } from "./store.ts";

const columns =
  "key, scope, flow, source, step, state, attempt, fence, body, bodyHash, sentAt, settleUntil, misses, lastMissAt, nextAt, targetId, answer, updatedAt";

/** What a change may touch, so that no name of a column ever comes from outside. */
const changeable: ReadonlySet<string> = new Set<keyof Intent>([
  "state",
  "attempt",
  "fence",
  "body",
  "bodyHash",
  "sentAt",
  "settleUntil",
  "misses",
  "lastMissAt",
  "nextAt",
  "targetId",
  "answer",
  "updatedAt",
]);

type Change = Parameters<Intents["update"]>[2];

export class SqliteIntents implements Intents {
  readonly #tables: SqliteTables;
  readonly #changes = new Map<string, string>();

  constructor(tables: SqliteTables) {
    this.#tables = tables;
  }

  get(key: string): Promise<Intent | undefined> {
    return this.#tables.commit.read(() => this.#one(key));
  }

  bySource(scope: string, flow: string, source: string): Promise<readonly Intent[]> {
    const sql = `SELECT ${columns} FROM intent WHERE scope = ? AND flow = ? AND source = ? ORDER BY number`;
    return this.#tables.commit.read(() => this.#tables.all<Intent>(sql, scope, flow, source));
  }

  open(scope: string, flow?: string): Promise<readonly Intent[]> {
    const sql = `SELECT ${columns} FROM intent WHERE scope = ? AND (? IS NULL OR flow = ?)
      AND state IN ('planned','sending','uncertain','duplicate','undecided') ORDER BY number`;
    return this.#tables.commit.read(() => this.#tables.all<Intent>(sql, scope, flow, flow));
  }

  plan(intent: Parameters<Intents["plan"]>[0], fence: number, now: number): Promise<Intent> {
    const { key, scope, flow, source, step, body, bodyHash } = intent;
    return this.#tables.commit.write(() => {
      const added = this.#tables.change(
        `INSERT INTO intent (key, scope, flow, source, step, state, attempt, fence, body, bodyHash, misses, updatedAt)
         VALUES (?, ?, ?, ?, ?, 'planned', 0, ?, ?, ?, 0, ?) ON CONFLICT (key) DO NOTHING`,
        ...[key, scope, flow, source, step, fence, body, bodyHash, now],
      );
      return (added === 0 ? this.#one(key) : undefined) ?? plannedIntent(intent, fence, now);
    });
  }

  update(key: string, fence: number, change: Change, now: number): Promise<boolean> {
    return this.#tables.commit.write(() => this.#change(key, fence, change, now));
  }

  updateSoon(key: string, fence: number, change: Change, now: number): void {
    this.#tables.commit.ride(() => void this.#change(key, fence, change, now));
  }

  async reopen(key: string, now: number): Promise<void> {
    await this.#tables.commit.write(() =>
      this.#tables.change(
        `UPDATE intent SET state = 'planned', attempt = 0, sentAt = NULL, settleUntil = NULL, misses = 0, lastMissAt = NULL,
           nextAt = NULL, answer = NULL, updatedAt = ? WHERE key = ? AND state IN ('refused','undecided')`,
        ...[now, key],
      ),
    );
  }

  #one(key: string): Intent | undefined {
    return this.#tables.one<Intent>(`SELECT ${columns} FROM intent WHERE key = ?`, key);
  }

  #change(key: string, fence: number, change: Change, now: number): boolean {
    const all: Readonly<Record<string, unknown>> = { ...change, fence, updatedAt: now };
    const names = Object.keys(all).filter((name) => changeable.has(name));
    const values = names.map((name) => all[name] as SQLInputValue | undefined);
    return this.#tables.change(this.#changing(names), ...values, key, fence, fence) === 1;
  }

  /** The statement that changes these columns; there are few combinations. */
  #changing(names: readonly string[]): string {
    const combination = names.join();
    const known = this.#changes.get(combination);
    if (known !== undefined) return known;
    // `leaseOf` the scope with a newer fence means that somebody else works on it now.
    const sql = `UPDATE intent SET ${names.map((name) => `${name} = ?`).join(", ")} WHERE key = ? AND fence <= ?
      AND NOT EXISTS (SELECT 1 FROM lease WHERE lease.name = 'run ' || intent.scope AND lease.fence > ?)`;
    this.#changes.set(combination, sql);
    return sql;
  }
}

function plannedIntent(intent: Parameters<Intents["plan"]>[0], fence: number, now: number): Intent {
  const notYet = { sentAt: undefined, settleUntil: undefined, lastMissAt: undefined, nextAt: undefined };
  const nothing = { ...notYet, targetId: undefined, answer: undefined };
  return { ...intent, ...nothing, state: "planned", attempt: 0, fence, misses: 0, updatedAt: now };
}

export class SqliteLeases implements Leases {
  readonly #tables: SqliteTables;

  constructor(tables: SqliteTables) {
    this.#tables = tables;
  }

  acquire(name: string, owner: string, now: number, ttlMs: number): ReturnType<Leases["acquire"]> {
    return this.#tables.commit.write(() => {
      const lease = this.#tables.one<{ owner: string; fence: number; until: number }>(
        "SELECT owner, fence, until FROM lease WHERE name = ?",
        name,
      );
      if (lease !== undefined && lease.until > now) return { heldBy: lease.owner, until: lease.until };
      const fence = (lease?.fence ?? 0) + 1;
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
