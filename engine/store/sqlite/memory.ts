import type { Cursors, Memory, Tokens } from "../store.ts";
import type { SqliteTables } from "./tables.ts";

export class SqliteMemory implements Memory {
  readonly #tables: SqliteTables;

  constructor(tables: SqliteTables) {
    this.#tables = tables;
  }

  async get(scope: string, topic: string, key: string): Promise<string | undefined> {
    const sql = "SELECT value FROM memory WHERE scope = ? AND topic = ? AND key = ?";
    const row = await this.#tables.commit.read(() => this.#tables.one<{ value: string }>(sql, scope, topic, key));
    return row?.value;
  }

  async put(scope: string, topic: string, key: string, value: string): Promise<void> {
    const sql = `INSERT INTO memory (scope, topic, key, value) VALUES (?, ?, ?, ?)
      ON CONFLICT (scope, topic, key) DO UPDATE SET value = excluded.value`;
    await this.#tables.commit.write(() => this.#tables.change(sql, scope, topic, key, value));
  }

  async all(scope: string, topic: string): Promise<ReadonlyMap<string, string>> {
    const sql = "SELECT key, value FROM memory WHERE scope = ? AND topic = ? ORDER BY key";
    const rows = await this.#tables.commit.read(() =>
      this.#tables.all<{ key: string; value: string }>(sql, scope, topic),
    );
    return new Map(rows.map((row) => [row.key, row.value]));
  }

  async remove(scope: string, topic: string, key: string): Promise<void> {
    const sql = "DELETE FROM memory WHERE scope = ? AND topic = ? AND key = ?";
    await this.#tables.commit.write(() => this.#tables.change(sql, scope, topic, key));
  }
}

export class SqliteCursors implements Cursors {
  readonly #tables: SqliteTables;

  constructor(tables: SqliteTables) {
    this.#tables = tables;
  }

  async get(scope: string, flow: string, stream: string): Promise<string | undefined> {
    const sql = "SELECT value FROM cursor WHERE scope = ? AND flow = ? AND stream = ?";
    const row = await this.#tables.commit.read(() => this.#tables.one<{ value: string }>(sql, scope, flow, stream));
    return row?.value;
  }

  async set(scope: string, flow: string, stream: string, value: string): Promise<void> {
    const sql = `INSERT INTO cursor (scope, flow, stream, value) VALUES (?, ?, ?, ?)
      ON CONFLICT (scope, flow, stream) DO UPDATE SET value = excluded.value`;
    await this.#tables.commit.write(() => this.#tables.change(sql, scope, flow, stream, value));
  }
}

export class SqliteTokens implements Tokens {
  readonly #tables: SqliteTables;

  constructor(tables: SqliteTables) {
    this.#tables = tables;
  }

  get(connection: string): ReturnType<Tokens["get"]> {
    const sql = "SELECT value, expiresAt FROM token WHERE connection = ?";
    return this.#tables.commit.read(() => this.#tables.one<{ value: string; expiresAt: number }>(sql, connection));
  }

  async put(connection: string, value: string, expiresAt: number): Promise<void> {
    const sql = `INSERT INTO token (connection, value, expiresAt) VALUES (?, ?, ?)
      ON CONFLICT (connection) DO UPDATE SET value = excluded.value, expiresAt = excluded.expiresAt`;
    await this.#tables.commit.write(() => this.#tables.change(sql, connection, value, expiresAt));
  }

  async remove(connection: string): Promise<void> {
    await this.#tables.commit.write(() => this.#tables.change("DELETE FROM token WHERE connection = ?", connection));
  }
}
