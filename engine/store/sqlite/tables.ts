import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { GroupCommit } from "./group-commit.ts";

type Bound = SQLInputValue | undefined;

/** Prepared statements over one connection, each parsed once. `undefined` is stored as NULL and read back as undefined. */
export class SqliteTables {
  readonly commit: GroupCommit;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync, commit: GroupCommit) {
    this.#database = database;
    this.commit = commit;
  }

  /**
   * As `commit.write`, for several statements of which all or none are to be written. Should one of them fail, nothing
   * of the whole transaction is written, and everybody who shares it is told.
   */
  writeTogether<T>(statements: () => T): Promise<T> {
    return this.commit.write(() => {
      try {
        return statements();
      } catch (error) {
        // A full disk has made SQLite roll back everything by itself.
        if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
        throw error;
      }
    });
  }

  /** Runs a statement and tells how many rows it changed. Only inside `commit.write` or `commit.ride`. */
  change(sql: string, ...values: Bound[]): number {
    return Number(this.#writing(sql).run(...bound(values)).changes);
  }

  /** The number of the row that was added; undefined when none was. Only inside `commit.write` or `commit.ride`. */
  insert(sql: string, ...values: Bound[]): number | bigint | undefined {
    const { changes, lastInsertRowid } = this.#writing(sql).run(...bound(values));
    return Number(changes) === 0 ? undefined : lastInsertRowid;
  }

  one<T>(sql: string, ...values: Bound[]): T | undefined {
    const row = this.#prepared(sql).get(...bound(values));
    return row === undefined ? undefined : withoutNulls<T>(row);
  }

  all<T>(sql: string, ...values: Bound[]): T[] {
    return this.#prepared(sql)
      .all(...bound(values))
      .map((row) => withoutNulls<T>(row));
  }

  /** After a change of `log_words`, the number of the row last added is one that SQLite uses within: too large for a number. */
  #writing(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#prepared(sql);
    statement.setReadBigInts(true);
    return statement;
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** Fills the list in place, since it is nobody else's. */
function bound(values: Bound[]): SQLInputValue[] {
  for (let index = 0; index < values.length; index++) values[index] ??= null;
  return values as SQLInputValue[];
}

function withoutNulls<T>(row: Readonly<Record<string, unknown>>): T {
  const result: Record<string, unknown> = {};
  for (const name in row) result[name] = row[name] ?? undefined;
  return result as T;
}
