import type { RunSummary, Runs } from "../store.ts";
import type { SqliteTables } from "./tables.ts";

const runColumns = "id, scope, startedAt, endedAt, counts, problem";

export class SqliteRuns implements Runs {
  readonly #tables: SqliteTables;

  constructor(tables: SqliteTables) {
    this.#tables = tables;
  }

  start(run: RunSummary): Promise<void> {
    return this.#tables.commit.write(() => this.#write(run));
  }

  end(run: RunSummary): Promise<void> {
    return this.#tables.commit.write(() => this.#write(run));
  }

  last(scope: string): Promise<RunSummary | undefined> {
    const sql = `SELECT ${runColumns} FROM run WHERE scope = ? ORDER BY startedAt DESC, id DESC LIMIT 1`;
    return this.#tables.commit.read(() => this.#tables.one<RunSummary>(sql, scope));
  }

  #write(run: RunSummary): void {
    this.#tables.change(
      `INSERT INTO run (${runColumns}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
         endedAt = excluded.endedAt, counts = excluded.counts, problem = excluded.problem`,
      ...[run.id, run.scope, run.startedAt, run.endedAt, run.counts, run.problem],
    );
  }
}
