import type { DatabaseSync } from "node:sqlite";
import { StoreFault } from "../store-fault.ts";

/** One step of the tables' history: what turns a store of the version before into one of this version. */
export interface Migration {
  readonly version: number;
  readonly statements: string;
}

const first: Migration = {
  version: 1,
  statements: `
    CREATE TABLE lease (
      name TEXT PRIMARY KEY, owner TEXT NOT NULL, fence INTEGER NOT NULL, until INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE intent (
      number INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE, scope TEXT NOT NULL, flow TEXT NOT NULL, source TEXT NOT NULL, step TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN
        ('planned','sending','uncertain','confirmed','refused','duplicate','undecided','cancelled')),
      attempt INTEGER NOT NULL, fence INTEGER NOT NULL, body TEXT NOT NULL, bodyHash TEXT NOT NULL,
      sentAt INTEGER, settleUntil INTEGER, misses INTEGER NOT NULL, lastMissAt INTEGER, nextAt INTEGER,
      targetId TEXT, answer TEXT, updatedAt INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX intent_source ON intent (scope, flow, source);
    CREATE INDEX intent_open ON intent (scope, flow, number)
      WHERE state IN ('planned','sending','uncertain','duplicate','undecided');
    CREATE TABLE link (
      scope TEXT NOT NULL, register TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
      matchHash TEXT NOT NULL, writtenHash TEXT NOT NULL, written TEXT NOT NULL,
      state TEXT NOT NULL, origin TEXT NOT NULL,
      PRIMARY KEY (scope, register, source), UNIQUE (scope, register, target)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE cursor (
      scope TEXT NOT NULL, flow TEXT NOT NULL, stream TEXT NOT NULL, value TEXT NOT NULL,
      PRIMARY KEY (scope, flow, stream)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE record (
      scope TEXT NOT NULL, flow TEXT NOT NULL, source TEXT NOT NULL, label TEXT NOT NULL, state TEXT NOT NULL,
      sourceHash TEXT NOT NULL, target TEXT, code TEXT, message TEXT, advice TEXT, at INTEGER NOT NULL,
      PRIMARY KEY (scope, flow, source)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX record_state ON record (scope, state);
    CREATE TABLE log (
      id INTEGER PRIMARY KEY, at INTEGER NOT NULL, scope TEXT NOT NULL, run TEXT NOT NULL, flow TEXT NOT NULL,
      source TEXT NOT NULL, label TEXT NOT NULL, level TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL,
      advice TEXT, target TEXT
    ) STRICT;
    CREATE INDEX log_source ON log (scope, source);
    CREATE TABLE memory (
      scope TEXT NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
      PRIMARY KEY (scope, topic, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE token (
      connection TEXT PRIMARY KEY, value TEXT NOT NULL, expiresAt INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE outbox (
      number INTEGER PRIMARY KEY, dedupeKey TEXT NOT NULL UNIQUE, scope TEXT NOT NULL, body TEXT NOT NULL,
      attempts INTEGER NOT NULL, nextAt INTEGER NOT NULL, sent INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX outbox_waiting ON outbox (nextAt) WHERE sent = 0;
    CREATE TABLE run (
      id TEXT PRIMARY KEY, scope TEXT NOT NULL, startedAt INTEGER NOT NULL, endedAt INTEGER,
      counts TEXT NOT NULL, problem TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX run_scope ON run (scope, startedAt);
  `,
};

/** An intent changes its state several times and its body hardly ever: kept apart, the body is written once. */
const bodiesApart: Migration = {
  version: 2,
  statements: `
    CREATE TABLE intent_body (number INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
    INSERT INTO intent_body (number, body) SELECT number, body FROM intent;
    ALTER TABLE intent DROP COLUMN body;
  `,
};

/**
 * Sources come in no order, so that whatever is kept in their order makes each document touch a page of its own, which the
 * next commit writes. So records stand in the order in which they come, and only what is asked for is indexed: what was
 * undone, refused or is not done, and the log by its time.
 */
const fewerIndexes: Migration = {
  version: 3,
  statements: `
    DROP INDEX intent_source;
    CREATE INDEX intent_undo ON intent (scope, flow, source) WHERE step GLOB 'undo *';
    CREATE INDEX intent_refused ON intent (scope, flow) WHERE state = 'refused';
    CREATE TABLE record_as_it_came (
      number INTEGER PRIMARY KEY,
      scope TEXT NOT NULL, flow TEXT NOT NULL, source TEXT NOT NULL, label TEXT NOT NULL, state TEXT NOT NULL,
      sourceHash TEXT NOT NULL, target TEXT, code TEXT, message TEXT, advice TEXT, at INTEGER NOT NULL,
      UNIQUE (scope, flow, source)
    ) STRICT;
    INSERT INTO record_as_it_came (scope, flow, source, label, state, sourceHash, target, code, message, advice, at)
      SELECT scope, flow, source, label, state, sourceHash, target, code, message, advice, at FROM record;
    DROP TABLE record;
    ALTER TABLE record_as_it_came RENAME TO record;
    CREATE INDEX record_not_done ON record (scope, state, flow) WHERE state <> 'done';
    DROP INDEX log_source;
    CREATE INDEX log_time ON log (scope, at);
  `,
};

/**
 * The log is what grows: scope and flow of an entry stand in a table of their own, so that an index by place and time holds
 * two numbers, and what somebody must read has an index of its own. `log_words` finds entries by a part of a label or by
 * the id of their record; see `LogWords`.
 */
const logByPlace: Migration = {
  version: 4,
  statements: `
    CREATE TABLE place (
      number INTEGER PRIMARY KEY, scope TEXT NOT NULL, flow TEXT NOT NULL, UNIQUE (scope, flow)
    ) STRICT;
    INSERT INTO place (scope, flow) SELECT DISTINCT scope, flow FROM log;
    CREATE TABLE log_by_place (
      id INTEGER PRIMARY KEY, at INTEGER NOT NULL, place INTEGER NOT NULL REFERENCES place, run TEXT NOT NULL,
      source TEXT NOT NULL, label TEXT NOT NULL, level TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL,
      advice TEXT, target TEXT
    ) STRICT;
    INSERT INTO log_by_place (id, at, place, run, source, label, level, code, message, advice, target)
      SELECT id, at, place.number, run, source, label, level, code, message, advice, target
      FROM log JOIN place USING (scope, flow) ORDER BY id;
    DROP TABLE log;
    ALTER TABLE log_by_place RENAME TO log;
    CREATE INDEX log_time ON log (place, at);
    CREATE INDEX log_to_read ON log (place, level, at) WHERE level <> 'info';
    CREATE VIRTUAL TABLE log_words USING fts5 (
      label, source, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram'
    );
    INSERT INTO log_words (rowid, label, source) SELECT id, '  ' || label, id_word(source) FROM log;
    INSERT INTO store_meta VALUES ('log words', coalesce((SELECT max(id) FROM log), 0));
  `,
};

/** All versions of the tables, in order. In them names stand as they were when the version was made. A new version is appended; what stands here is never changed. */
export const migrations: readonly Migration[] = [first, bodiesApart, fewerIndexes, logByPlace];

/**
 * Brings the tables to the newest of `steps`. Each step is one transaction, so a crash leaves a whole version. Two
 * processes that open a new store at the same moment wait for each other.
 */
export function migrate(
  database: DatabaseSync,
  place: string,
  steps: readonly Migration[] = migrations,
  migrating?: (from: number, to: number) => void,
): void {
  const newest = steps.at(-1)?.version ?? 0;
  const found = versionOf(database, place);
  if (found === newest) return;
  if (found > 0 && found < newest) migrating?.(found, newest);
  for (const step of steps) {
    database.exec("BEGIN IMMEDIATE");
    try {
      database.exec("CREATE TABLE IF NOT EXISTS store_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT");
      const version = versionOf(database, place);
      if (version > newest) throw newerStore(place, version, newest);
      if (version < step.version) {
        database.exec(step.statements);
        database
          .prepare(
            "INSERT INTO store_meta VALUES ('version', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
          )
          .run(String(step.version));
      }
      database.exec("COMMIT");
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }
}

/** The version of the tables; 0 where there are none. Throws a `StoreFault` for tables of another program. */
export function versionOf(database: DatabaseSync, place: string): number {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  if (tables.length === 0) return 0;
  if (!tables.some((table) => table["name"] === "store_meta")) {
    throw new StoreFault(
      place,
      "this is the database of another program",
      "Give the path of a store, or of a file that does not exist yet",
    );
  }
  // Ours has none. A trigger would run with each of our statements, and could carry tokens to where a backup keeps them.
  if (database.prepare("SELECT 1 FROM sqlite_schema WHERE type IN ('trigger', 'view')").get() !== undefined)
    throw new StoreFault(
      place,
      "somebody has built triggers or views into this store",
      "Find out who, and restore a backup made before",
    );
  const row = database.prepare("SELECT value FROM store_meta WHERE key = 'version'").get();
  return Number(row?.["value"] ?? 0);
}

function newerStore(place: string, version: number, newest: number): StoreFault {
  return new StoreFault(
    place,
    `the store was written by a newer Koppel (tables of version ${version}; this one knows ${newest})`,
    "Run that newer version, or restore a backup made before it",
  );
}
