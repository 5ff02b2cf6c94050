import type { Outbox } from "../store.ts";
import type { SqliteTables } from "./tables.ts";

export class SqliteOutbox implements Outbox {
  readonly #tables: SqliteTables;

  constructor(tables: SqliteTables) {
    this.#tables = tables;
  }

  async add(mail: Parameters<Outbox["add"]>[0], now: number): Promise<void> {
    const sql = `INSERT INTO outbox (dedupeKey, scope, body, attempts, nextAt, sent) VALUES (?, ?, ?, 0, ?, 0)
      ON CONFLICT (dedupeKey) DO NOTHING`;
    await this.#tables.commit.write(() => this.#tables.change(sql, mail.dedupeKey, mail.scope, mail.body, now));
  }

  waiting(now: number): ReturnType<Outbox["waiting"]> {
    // Few wait, of however many were sent; the order alone would have all of them read.
    const sql = `SELECT dedupeKey, scope, body, attempts FROM outbox INDEXED BY outbox_waiting
      WHERE sent = 0 AND nextAt <= ? ORDER BY number LIMIT 100`;
    return this.#tables.commit.read(() => this.#tables.all(sql, now));
  }

  async sent(dedupeKey: string): Promise<void> {
    const sql = "UPDATE outbox SET sent = 1, attempts = attempts + 1 WHERE dedupeKey = ?";
    await this.#tables.commit.write(() => this.#tables.change(sql, dedupeKey));
  }

  async failed(dedupeKey: string, nextAt: number): Promise<void> {
    const sql = "UPDATE outbox SET attempts = attempts + 1, nextAt = ? WHERE dedupeKey = ?";
    await this.#tables.commit.write(() => this.#tables.change(sql, nextAt, dedupeKey));
  }
}
