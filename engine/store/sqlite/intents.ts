import type { SQLInputValue } from "node:sqlite";
import { beginningOf } from "../step.ts";
import { type Intent, type IntentChange, type Intents, LEASE_OF, leaseOf, type NewIntent } from "../store.ts";
import type { Restored } from "../upkeep.ts";
import { restoredOf } from "./restored.ts";
import type { SqliteTables } from "./tables.ts";

const columns = `key, scope, flow, source, step, state, attempt, fence, body, bodyHash, sentAt, settleUntil, misses,
  lastMissAt, nextAt, targetId, answer, updatedAt`;
const intents = `SELECT ${columns} FROM intent JOIN intent_body USING (number)`;
/** Not come to an end; word for word what the index of these goes by. */
export const isOpen = "state IN ('planned','sending','uncertain','duplicate','undecided')";
/** Somebody with a newer fence works on the scope now. */
const newerLease = "SELECT 1 FROM lease WHERE lease.fence > ? AND lease.name = ";
/** Spelled out, since only then SQLite sees that its index of these will do. */
const isUndo = `step GLOB '${beginningOf("undo")}*'`;

/** What a change may touch, so that no name of a column ever comes from outside. The body stands in a table of its own. */
const changeable: ReadonlySet<string> = new Set<keyof Intent>([
  "state",
  "attempt",
  "fence",
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

export class SqliteIntents implements Intents {
  readonly #tables: SqliteTables;
  readonly #changes = new Map<string, string>();

  constructor(tables: SqliteTables) {
    this.#tables = tables;
  }

  get(key: string): Promise<Intent | undefined> {
    return this.#tables.commit.read(() => this.#tables.one<Intent>(`${intents} WHERE key = ?`, key));
  }

  async undone(scope: string, flow: string, source: string): Promise<number> {
    const sql = `SELECT count(*) AS count FROM intent
      WHERE scope = ? AND flow = ? AND source = ? AND ${isUndo} AND state = 'confirmed'`;
    const row = await this.#tables.commit.read(() => this.#tables.one<{ count: number }>(sql, scope, flow, source));
    return row?.count ?? 0;
  }

  open(scope: string, flow?: string): Promise<readonly Intent[]> {
    const sql = `${intents} WHERE ${isOpen} AND scope = ? AND (? IS NULL OR flow = ?) ORDER BY number`;
    return this.#tables.commit.read(() => this.#tables.all<Intent>(sql, scope, flow, flow));
  }

  async countOpen(scope: string): Promise<number> {
    const sql = `SELECT count(*) AS count FROM intent WHERE ${isOpen} AND scope = ?`;
    const row = await this.#tables.commit.read(() => this.#tables.one<{ count: number }>(sql, scope));
    return row?.count ?? 0;
  }

  restored(): Promise<Restored | undefined> {
    return this.#tables.commit.read(() => restoredOf(this.#tables));
  }

  add(intent: NewIntent, fence: number, now: number): Promise<boolean> {
    const { key, scope, flow, source, step, state, bodyHash, attempt = 0, misses = 0 } = intent;
    return this.#tables.writeTogether(() => {
      const number = this.#tables.insert(
        `INSERT INTO intent (key, scope, flow, source, step, state, attempt, fence, bodyHash, misses, updatedAt,
           sentAt, settleUntil, lastMissAt, nextAt, targetId, answer)
         SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
         WHERE NOT EXISTS (${newerLease} ?) ON CONFLICT (key) DO NOTHING`,
        ...[key, scope, flow, source, step, state, attempt, fence, bodyHash, misses, now],
        ...[intent.sentAt, intent.settleUntil, intent.lastMissAt, intent.nextAt, intent.targetId, intent.answer],
        ...[fence, leaseOf(scope)],
      );
      if (number !== undefined)
        this.#tables.change("INSERT INTO intent_body (number, body) VALUES (?, ?)", number, intent.body);
      return number !== undefined;
    });
  }

  update(key: string, fence: number, change: IntentChange, now: number): Promise<boolean> {
    const { body } = change;
    if (body === undefined) return this.#tables.commit.write(() => this.#change(key, fence, change, now));
    return this.#tables.writeTogether(() => {
      const ours = this.#change(key, fence, change, now);
      const sql = "UPDATE intent_body SET body = ? WHERE number = (SELECT number FROM intent WHERE key = ?)";
      if (ours) this.#tables.change(sql, body, key);
      return ours;
    });
  }

  updateSoon(key: string, fence: number, change: Omit<IntentChange, "body">, now: number): void {
    this.#tables.commit.ride(() => void this.#change(key, fence, change, now));
  }

  #change(key: string, fence: number, change: IntentChange, now: number): boolean {
    const all: Readonly<Record<string, unknown>> = { ...change, fence, updatedAt: now };
    const names = Object.keys(all).filter((name) => changeable.has(name));
    const values = names.map((name) => all[name] as SQLInputValue | undefined);
    return this.#tables.change(this.#changing(names), ...values, key, fence, fence, LEASE_OF) === 1;
  }

  /** The statement that changes these columns; there are few combinations. */
  #changing(names: readonly string[]): string {
    const combination = names.join();
    const known = this.#changes.get(combination);
    if (known !== undefined) return known;
    const sql = `UPDATE intent SET ${names.map((name) => `${name} = ?`).join(", ")}
      WHERE key = ? AND fence <= ? AND NOT EXISTS (${newerLease} ? || intent.scope)`;
    this.#changes.set(combination, sql);
    return sql;
  }
}
