import { parseLastWritten, printLastWritten } from "../last-written.ts";
import type { Cursors, Link, Links, Memory, RecordState, Records } from "../store.ts";
import { isOpen } from "./intents.ts";
import type { SqliteTables } from "./tables.ts";

/** At somebody's word it is done as if for the first time. */
const reopening = `UPDATE intent SET state = 'planned', attempt = 0, sentAt = NULL, settleUntil = NULL, misses = 0,
  lastMissAt = NULL, nextAt = NULL, answer = NULL`;
const linkColumns = "scope, register, source, target, matchHash, writtenHash, written, origin";
type LinkRow = Omit<Link, "written"> & { readonly written: string };

export class SqliteLinks implements Links {
  readonly #tables: SqliteTables;

  constructor(tables: SqliteTables) {
    this.#tables = tables;
  }

  bySource(scope: string, register: string, source: string): Promise<Link | undefined> {
    return this.#one("source = ?", scope, register, source);
  }

  byTarget(scope: string, register: string, target: string): Promise<Link | undefined> {
    return this.#one("target = ?", scope, register, target);
  }

  async #one(condition: string, scope: string, register: string, id: string): Promise<Link | undefined> {
    const sql = `SELECT ${linkColumns} FROM link WHERE scope = ? AND register = ? AND ${condition}`;
    const row = await this.#tables.commit.read(() => this.#tables.one<LinkRow>(sql, scope, register, id));
    return row === undefined ? undefined : linkOf(row);
  }

  async many(scope: string, register: string, sources: readonly string[]): Promise<ReadonlyMap<string, Link>> {
    const sql = `SELECT ${linkColumns} FROM link WHERE scope = ? AND register = ?
      AND source IN (SELECT value FROM json_each(?))`;
    const found = await this.#tables.commit.read(() =>
      this.#tables.all<LinkRow>(sql, scope, register, JSON.stringify(sources)),
    );
    return new Map(found.map((row) => [row.source, linkOf(row)]));
  }

  put(link: Link): Promise<boolean> {
    return this.#tables.commit.write(() => {
      const other = this.#tables.one<{ source: string }>(
        "SELECT source FROM link WHERE scope = ? AND register = ? AND target = ?",
        ...[link.scope, link.register, link.target],
      );
      if (other !== undefined && other.source !== link.source) return false;
      this.#tables.change(
        `INSERT INTO link (${linkColumns}, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'live')
         ON CONFLICT (scope, register, source) DO UPDATE SET target = excluded.target, matchHash = excluded.matchHash,
           writtenHash = excluded.writtenHash, written = excluded.written, origin = excluded.origin`,
        ...[link.scope, link.register, link.source, link.target, link.matchHash],
        ...[link.writtenHash, printLastWritten(link.written), link.origin],
      );
      return true;
    });
  }

  async count(scope: string, register: string): Promise<number> {
    const sql = "SELECT count(*) AS count FROM link WHERE scope = ? AND register = ?";
    const row = await this.#tables.commit.read(() => this.#tables.one<{ count: number }>(sql, scope, register));
    return row?.count ?? 0;
  }
}

function linkOf(row: LinkRow): Link {
  return { ...row, written: parseLastWritten(row.written) };
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

const recordColumns = "scope, flow, source, label, state, sourceHash, target, code, message, advice, at";

export class SqliteRecords implements Records {
  readonly #tables: SqliteTables;

  constructor(tables: SqliteTables) {
    this.#tables = tables;
  }

  get(scope: string, flow: string, source: string): Promise<RecordState | undefined> {
    const sql = `SELECT ${recordColumns} FROM record WHERE scope = ? AND flow = ? AND source = ?`;
    return this.#tables.commit.read(() => this.#tables.one<RecordState>(sql, scope, flow, source));
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
