import type { LogEntry, RunSummary, Runs, TransferLog } from "../store.ts";
import type { SqliteTables } from "./tables.ts";

const logColumns = "at, scope, run, flow, source, label, level, code, message, advice, target";
/** As many entries as a list gives when nobody says how many. */
const USUAL_LIMIT = 1000;

export class SqliteLog implements TransferLog {
  readonly #tables: SqliteTables;

  constructor(tables: SqliteTables) {
    this.#tables = tables;
  }

  add(entry: LogEntry): void {
    this.#tables.commit.ride(() => {
      this.#tables.change(
        `INSERT INTO log (${logColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[entry.at, entry.scope, entry.run, entry.flow, entry.source, entry.label, entry.level],
        ...[entry.code, entry.message, entry.advice, entry.target],
      );
    });
  }

  async list(filter: Parameters<TransferLog["list"]>[0]): ReturnType<TransferLog["list"]> {
    const conditions: string[] = [];
    const values: (string | number)[] = [];
    const demand = (condition: string, value: string | number | undefined): void => {
      if (value === undefined) return;
      conditions.push(condition);
      values.push(value);
    };
    // Without a time the newest are at hand, and need not be put in order first.
    demand(filter.since === undefined ? "+scope = ?" : "scope = ?", filter.scope);
    demand("flow = ?", filter.flow);
    demand("level = ?", filter.level);
    demand("source = ?", filter.source);
    demand("at >= ?", filter.since);
    demand("run = ?", filter.run);
    const where = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
    const sql = `SELECT id, ${logColumns} FROM log ${where} ORDER BY id DESC LIMIT ?`;
    const newestFirst = await this.#tables.commit.read(() =>
      this.#tables.all<LogEntry & { readonly id: number }>(sql, ...values, filter.limit ?? USUAL_LIMIT),
    );
    return newestFirst.reverse();
  }
}

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
