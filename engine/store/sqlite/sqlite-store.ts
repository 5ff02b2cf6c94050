import { accessSync, chmodSync, closeSync, constants, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Store } from "../store.ts";
import { StoreFault } from "../store-fault.ts";
import { addFunctions } from "./functions.ts";
import { type CommitTiming, GroupCommit, realTiming } from "./group-commit.ts";
import { SqliteIntents } from "./intents.ts";
import { SqliteLeases } from "./leases.ts";
import { SqliteLinks } from "./links.ts";
import { SqliteLog } from "./log.ts";
import { SqliteCursors, SqliteMemory, SqliteTokens } from "./memory.ts";
import { SqliteOutbox } from "./outbox.ts";
import { SqliteRecords } from "./records.ts";
import { SqliteRuns } from "./runs.ts";
import { type Migration, migrate, migrations, versionOf } from "./schema.ts";
import { storeFault } from "./sqlite-fault.ts";
import { SqliteTables } from "./tables.ts";
import { SqliteUpkeep } from "./upkeep.ts";

export interface StoreOptions {
  /** When commits happen; real time unless a test says otherwise. */
  readonly timing?: CommitTiming;
  /** Is told before the tables of an older store are changed, which takes a while where there is much. */
  readonly migrating?: (from: number, to: number) => void;
  /** The tables' history; what this program knows unless a test says otherwise. */
  readonly migrations?: readonly Migration[];
}

/** A store that can also be dropped as a crash would drop it: what is not committed is lost. */
export interface CrashableStore extends Store {
  abandon(): void;
}

/** How long opening waits for another process that is just opening the same store. */
const OPENING_MS = 10_000;
/** Afterwards a held write lock is waited for outside the event loop's turn; see `GroupCommit`. */
const WORKING_MS = 5;

/**
 * Opens the SQLite store in this file, making the file (readable by its owner only, since it holds access tokens) and
 * its tables when they are not there. Several processes may have the same store open. Rejects with a `StoreFault` that
 * says what is wrong with the file and what would be right.
 */
export async function openSqliteStore(path: string, options: StoreOptions = {}): Promise<CrashableStore> {
  prepareFile(path);
  return open(path, options);
}

/** The same store in memory, for tests: gone when it is closed. */
export async function openMemoryStore(options: StoreOptions = {}): Promise<CrashableStore> {
  return open(":memory:", options);
}

function open(path: string, options: StoreOptions): CrashableStore {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: OPENING_MS, enableForeignKeyConstraints: true });
    // Of a new file alone: `upkeep.compact` can give back what is free in it.
    database.exec("PRAGMA auto_vacuum = INCREMENTAL");
    database.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864",
    );
    addFunctions(database);
    migrate(database, path, options.migrations ?? migrations, options.migrating);
    database.exec(`PRAGMA busy_timeout = ${WORKING_MS}`);
  } catch (error) {
    database?.close();
    throw storeFault(path, error);
  }
  return storeOn(database, path, new GroupCommit(database, path, options.timing ?? realTiming));
}

function storeOn(database: DatabaseSync, path: string, commit: GroupCommit): CrashableStore {
  const tables = new SqliteTables(database, commit);
  const log = new SqliteLog(tables);
  return {
    leases: new SqliteLeases(tables),
    intents: new SqliteIntents(tables),
    links: new SqliteLinks(tables),
    cursors: new SqliteCursors(tables),
    records: new SqliteRecords(tables, log),
    log,
    memory: new SqliteMemory(tables),
    tokens: new SqliteTokens(tables),
    outbox: new SqliteOutbox(tables),
    runs: new SqliteRuns(tables),
    upkeep: new SqliteUpkeep(database, tables, path),
    flush: () => commit.flush(),
    close: () => commit.close(),
    abandon: () => commit.abandon(),
  };
}

/** SQLite would name none of these reasons, and would make the file readable for everybody. */
function prepareFile(path: string): void {
  const folder = dirname(path);
  try {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw noFolder(path, folder);
    const file = statSync(path, { throwIfNoEntry: false });
    if (file !== undefined && !file.isFile()) throw noFile(path);
    if (file === undefined) closeSync(openSync(path, "a", 0o600));
    accessSync(path, constants.R_OK | constants.W_OK);
    accessSync(folder, constants.W_OK);
    if (file !== undefined && file.size > 0) lookAt(path);
    if (file !== undefined && (file.mode & 0o077) !== 0) chmodSync(path, 0o600);
  } catch (error) {
    if (error instanceof StoreFault) throw error;
    throw new StoreFault(
      path,
      "this user may not read and write it",
      "Give this user the right to write the file and its folder",
      error,
    );
  }
}

/** A file of something else is refused before anything of it is changed, its mode and its journal included. */
function lookAt(path: string): void {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: OPENING_MS });
    versionOf(database, path);
  } catch (error) {
    throw storeFault(path, error);
  } finally {
    database?.close();
  }
}

function noFolder(path: string, folder: string): StoreFault {
  return new StoreFault(
    path,
    `there is no folder ${folder}`,
    "Make the folder, or give the path of a file in one that is there",
  );
}

function noFile(path: string): StoreFault {
  return new StoreFault(path, "this is not a file", "Give the path of a store, or of a file that does not exist yet");
}
