import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { OpenedShelf } from "../open-shelf.ts";
import { storeFault } from "./sqlite-fault.ts";

interface Opened {
  readonly database: DatabaseSync;
  readonly put: StatementSync;
  readonly get: StatementSync;
  readonly clear: StatementSync;
}

/**
 * A temporary database: SQLite keeps it in memory while it is small, then in a file of the system's temporary folder that has
 * no name there, so that nobody else can open it and it ends with the process, however that ends.
 */
export class SqliteShelf implements OpenedShelf {
  #opened: Opened | undefined;

  put(topic: string, key: string, text: string): void {
    this.#work(({ put }) => put.run(topic, key, text));
  }

  get(topic: string, key: string): readonly string[] {
    if (this.#opened === undefined) return [];
    return this.#work(({ get }) => get.all(topic, key)).map((row) => String(row["text"]));
  }

  clear(topic: string): void {
    if (this.#opened !== undefined) this.#work(({ clear }) => clear.run(topic));
  }

  close(): void {
    this.#opened?.database.close();
    this.#opened = undefined;
  }

  #work<Result>(work: (opened: Opened) => Result): Result {
    try {
      this.#opened ??= open();
      return work(this.#opened);
    } catch (error) {
      throw storeFault("the temporary folder", error);
    }
  }
}

function open(): Opened {
  const database = new DatabaseSync("");
  // Nothing of it has to outlive anything, so that one transaction without a journal holds all.
  database.exec(
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE kept (topic TEXT, key TEXT, text TEXT); CREATE INDEX kept_by_key ON kept (topic, key); BEGIN",
  );
  return {
    database,
    put: database.prepare("INSERT INTO kept VALUES (?, ?, ?)"),
    get: database.prepare("SELECT text FROM kept WHERE topic = ? AND key = ? ORDER BY rowid"),
    clear: database.prepare("DELETE FROM kept WHERE topic = ?"),
  };
}
