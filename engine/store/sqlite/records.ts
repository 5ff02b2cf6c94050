import type { RecordState, Records } from "../store.ts";
import { isOpen } from "./intents.ts";
import type { SqliteLog } from "./log.ts";
import type { SqliteTables } from "./tables.ts";

const recordColumns = "scope, flow, source, label, state, sourceHash, target, code, message, advice, at";

/** At somebody's word it is done as if for the first time. */
const reopening = `UPDATE intent SET state = 'planned', attempt = 0, sentAt = NULL, settleUntil = NULL, misses = 0,
  lastMissAt = NULL, nextAt = NULL, answer = NULL`;

export class SqliteRecords implements Records {
  readonly #tables: SqliteTables;
  readonly #log: SqliteLog;

  constructor(tables: SqliteTables, log: SqliteLog) {
    this.#tables = tables;
    this.#log = log;
  }

  get(scope: string, flow: string, source: string): Promise<RecordState | undefined> {
    return this.#tables.commit.read(() => this.#one(scope, flow, source));
  }

  #one(scope: string, flow: string, source: string): RecordState | undefined {
    const sql = `SELECT ${recordColumns} FROM record WHERE scope = ? AND flow = ? AND source = ?`;
    return this.#tables.one<RecordState>(sql, scope, flow, source);
  }

  async many(scope: string, flow: string, sources: readonly string[]): Promise<ReadonlyMap<string, RecordState>> {
    const sql = `SELECT ${recordColumns} FROM record WHERE scope = ? AND flow = ?
      AND source IN (SELECT value FROM json_each(?))`;
    const found = await this.#tables.commit.read(() =>
      this.#tables.all<RecordState>(sql, scope, flow, JSON.stringify(sources)),
    );
    return new Map(found.map((record) => [record.source, record]));
  }

  put(state: RecordState): Promise<void> {
    return this.#tables.commit.write(() => this.#write(state));
  }

  putSoon(state: RecordState): void {
    this.#tables.commit.ride(() => this.#write(state));
  }

  list(scope: string, filter: Parameters<Records["list"]>[1]): Promise<readonly RecordState[]> {
    const { flow, state } = filter;
    // Few are not done, of however many there are.
    const from =
      state === undefined || state === "done" ? "WHERE true" : "INDEXED BY record_not_done WHERE state <> 'done'";
    const ofState = state === undefined ? "" : "AND state = ?";
    const ofFlow = flow === undefined ? "" : "AND flow = ?";
    const sql = `SELECT ${recordColumns} FROM record ${from} AND scope = ? ${ofState} ${ofFlow} ORDER BY at, flow, source`;
    const values = [scope, state, flow].filter((value) => value !== undefined);
    return this.#tables.commit.read(() => this.#tables.all<RecordState>(sql, ...values));
  }

  async counts(scope: string): ReturnType<Records["counts"]> {
    const sql = `SELECT state, count(*) AS count FROM record INDEXED BY record_not_done
      WHERE state <> 'done' AND scope = ? GROUP BY state`;
    const rows = await this.#tables.commit.read(() =>
      this.#tables.all<{ state: RecordState["state"]; count: number }>(sql, scope),
    );
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  }

  about(scope: string, flow: string | undefined, record: string): Promise<readonly RecordState[]> {
    return this.#tables.commit.read(() => {
      const exact = this.#flows(scope)
        .filter((one) => flow === undefined || one === flow)
        .flatMap((one) => this.#one(scope, one, record) ?? []);
      const open = this.#tables.all<RecordState>(
        `SELECT ${recordColumns} FROM record INDEXED BY record_not_done
          WHERE state <> 'done' AND scope = ? AND state IN ('refused', 'waiting') AND (? IS NULL OR flow = ?)
          AND is_about(source, label, ?)`,
        ...[scope, flow, flow, record],
      );
      const named = this.#log.named({ scope, about: record, ...(flow === undefined ? {} : { flow }) });
      const others = named.flatMap((one) => this.#one(scope, one.flow, one.source) ?? []);
      const all = [...exact, ...open, ...others].map((state) => [`${state.flow} ${state.source}`, state] as const);
      return [...new Map(all).values()];
    });
  }

  /** One step of the index from each flow to the next, however many records there are. */
  #flows(scope: string): readonly string[] {
    const sql = `WITH RECURSIVE each (flow) AS (
        SELECT min(flow) FROM record WHERE scope = ?
        UNION ALL SELECT (SELECT min(flow) FROM record WHERE scope = ? AND flow > each.flow) FROM each WHERE flow IS NOT NULL
      ) SELECT flow FROM each WHERE flow IS NOT NULL`;
    return this.#tables.all<{ flow: string }>(sql, scope, scope).map(({ flow }) => flow);
  }

  retry(scope: string, flow: string | undefined, source: string | undefined): Promise<number> {
    return this.#tables.commit.write(() => {
      const named = "scope = ? AND (? IS NULL OR flow = ?) AND (? IS NULL OR source = ?)";
      const names = [scope, flow, flow, source, source];
      this.#tables.change(`${reopening} WHERE state = 'refused' AND ${named}`, ...names);
      if (source !== undefined)
        this.#tables.change(`${reopening} WHERE ${isOpen} AND state = 'undecided' AND ${named}`, ...names);
      // A prerequisite has no state of its own: the document that needs it shows its refusal, so its retry covers both.
      this.#tables.change(
        `${reopening} WHERE state = 'refused' AND scope = ? AND NOT EXISTS (SELECT 1 FROM record
           WHERE record.scope = intent.scope AND record.flow = intent.flow AND record.source = intent.source)`,
        scope,
      );
      return this.#tables.change(
        `UPDATE record INDEXED BY record_not_done SET sourceHash = ''
           WHERE state <> 'done' AND state IN ('refused','waiting','skipped') AND ${named}`,
        ...names,
      );
    });
  }

  #write(record: RecordState): void {
    this.#tables.change(
      `INSERT INTO record (${recordColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (scope, flow, source) DO UPDATE SET label = excluded.label, state = excluded.state,
         sourceHash = excluded.sourceHash, target = excluded.target, code = excluded.code, message = excluded.message,
         advice = excluded.advice, at = excluded.at`,
      ...[record.scope, record.flow, record.source, record.label, record.state, record.sourceHash],
      ...[record.target, record.code, record.message, record.advice, record.at],
    );
  }
}
