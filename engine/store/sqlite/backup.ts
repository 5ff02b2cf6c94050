import { closeSync, copyFileSync, fsyncSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { StoreFault } from "../store-fault.ts";
import { addFunctions } from "./functions.ts";
import { BACKED_UP, RESTORED } from "./restored.ts";
import { migrate, versionOf } from "./schema.ts";
import { isBusy, storeFault } from "./sqlite-fault.ts";

/** How often putting a backup back is tried while somebody else writes, and how long it waits in between. */
const ATTEMPTS = 50;
const PAUSE_MS = 200;

/**
 * Writes the store, as it is at this moment, into a new file that only its owner may read, without access tokens. The file
 * is there as a whole or not at all. Others may write meanwhile.
 */
export function backUp(store: string, to: string, now: number): void {
  if (statSync(to, { throwIfNoEntry: false }) !== undefined)
    throw new StoreFault(to, "there is a file already", "Give the path of a file that does not exist yet");
  const part = `${to}.part`;
  newFile(part, to);
  try {
    using source = new DatabaseSync(store, { readOnly: true });
    source.prepare("VACUUM INTO ?").run(part);
    using copy = new DatabaseSync(part);
    // The rows of tokens are overwritten, not only let go.
    copy.exec("PRAGMA secure_delete = ON; DELETE FROM token; UPDATE lease SET until = 0");
    setMeta(copy, BACKED_UP, String(now));
  } catch (error) {
    rmSync(part, { force: true });
    throw storeFault(to, error);
  }
  madeDurable(part);
  renameSync(part, to);
}

/** When the backup in this file was made; undefined when it was copied by other means. Throws a `StoreFault` for what cannot be put back. */
export function lookAtBackup(from: string): { readonly backedUpAt: number | undefined } {
  if (statSync(from, { throwIfNoEntry: false })?.isFile() !== true)
    throw new StoreFault(from, "there is no such file", "Give the path of a file that koppel store backup has made");
  try {
    using database = new DatabaseSync(from, { readOnly: true });
    const version = versionOf(database, from);
    const damage = Object.values(database.prepare("PRAGMA quick_check(1)").get() ?? {})[0];
    if (version === 0 || damage !== "ok")
      throw new StoreFault(from, "this is no whole store", "Give the path of another backup");
    const row = database.prepare("SELECT value FROM store_meta WHERE key = ?").get(BACKED_UP);
    return { backedUpAt: row === undefined ? undefined : Number(row["value"]) };
  } catch (error) {
    throw storeFault(from, error);
  }
}

/**
 * Puts a backup in the place of the store in `to`, in one transaction: a crash leaves the one or the other, and who has the
 * store open sees the backup from then on. The store knows that it was restored, and its fences are above all that were
 * given out before, so that nothing that an earlier holder still does is written down.
 */
export async function restore(from: string, to: string, now: number): Promise<void> {
  const { backedUpAt } = lookAtBackup(from);
  const part = `${to}.restored`;
  newFile(part, to);
  try {
    copyFileSync(from, part);
    {
      using copy = new DatabaseSync(part);
      addFunctions(copy);
      migrate(copy, from);
      const fence = 1 + Math.max(highestFence(copy), fencesIn(to));
      copy.exec("DELETE FROM token");
      copy.prepare("UPDATE lease SET until = 0, fence = ?").run(fence);
      setMeta(copy, RESTORED, JSON.stringify({ backedUpAt, restoredAt: now, fence }));
    }
    using copy = new DatabaseSync(part, { readOnly: true });
    await copied(copy, to);
  } catch (error) {
    throw storeFault(to, error);
  } finally {
    for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(`${part}${end}`, { force: true });
  }
}

async function copied(source: DatabaseSync, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      // All pages in one step: nobody can write in between.
      await backup(source, to, { rate: 2 ** 30 });
      return;
    } catch (error) {
      // Node says "not an error" where SQLite was busy.
      const again = isBusy(error) || (error instanceof Error && error.message === "not an error");
      if (!again || attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

function fencesIn(store: string): number {
  if ((statSync(store, { throwIfNoEntry: false })?.size ?? 0) === 0) return 0;
  using database = new DatabaseSync(store, { readOnly: true });
  return versionOf(database, store) === 0 ? 0 : highestFence(database);
}

function highestFence(database: DatabaseSync): number {
  const row = database
    .prepare(
      "SELECT max(coalesce((SELECT max(fence) FROM lease), 0), coalesce((SELECT max(fence) FROM intent), 0)) AS fence",
    )
    .get();
  return Number(row?.["fence"] ?? 0);
}

function setMeta(database: DatabaseSync, key: string, value: string): void {
  database
    .prepare("INSERT INTO store_meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
    .run(key, value);
}

/** Empty, and for its owner alone from the start. */
function newFile(path: string, meant: string): void {
  try {
    rmSync(path, { force: true });
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    throw new StoreFault(
      meant,
      `nothing can be written into ${dirname(meant)}`,
      "Give this user the right, or another folder",
      error,
    );
  }
}

function madeDurable(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
