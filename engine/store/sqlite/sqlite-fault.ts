import { StoreFault } from "../store-fault.ts";

// SQLite's primary result codes (the low byte of errcode); https://sqlite.org/rescode.html
const BUSY = 5;
const LOCKED = 6;
const READ_ONLY = 8;
const IO_ERROR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;

const known: ReadonlyMap<number, readonly [found: string, advice: string]> = new Map([
  [BUSY, ["another process is writing to the store and does not finish", "Wait for it or stop it"]],
  [LOCKED, ["another process is writing to the store and does not finish", "Wait for it or stop it"]],
  [READ_ONLY, ["the store cannot be written", "Give this user the right to write the file and its folder"]],
  [IO_ERROR, ["the disk reports an error", "Check the disk; what was not confirmed will be looked up again"]],
  [CORRUPT, ["the store is damaged", "Restore it from a backup"]],
  [FULL, ["the disk is full", "Make room; what was not confirmed will be looked up again"]],
  [CANNOT_OPEN, ["the file cannot be opened", "Give the path of a file in a folder that this user may write"]],
  [
    NOT_A_DATABASE,
    ["this is another kind of file, not a store", "Give the path of a store, or of a file that does not exist yet"],
  ],
]);

/** The primary result code of an error of SQLite; undefined for any other error. */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return undefined;
  return error.errcode & 0xff;
}

export function isBusy(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === BUSY || code === LOCKED;
}

/** Puts an error of SQLite into words; other errors come back as they are. */
export function storeFault(place: string, error: unknown): Error {
  if (error instanceof StoreFault) return error;
  const code = sqliteCode(error);
  const words = code === undefined ? undefined : known.get(code);
  if (words !== undefined) return new StoreFault(place, words[0], words[1], error);
  if (code !== undefined && error instanceof Error)
    return new StoreFault(place, `SQLite says: ${error.message}`, "Check the file", error);
  return error instanceof Error ? error : new Error(String(error));
}
