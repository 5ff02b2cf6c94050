import { statSync } from "node:fs";
import { readAddress, type StoreAddress } from "./address.ts";
import type { Store } from "./store.ts";
import { StoreFault } from "./store-fault.ts";

export interface OpenOptions {
  /** Is told before the tables of an older store are changed, which takes a while where there is much. */
  readonly migrating?: (from: number, to: number) => void;
}

/**
 * Opens the store at this address, making it where there is none. Rejects with a `StoreFault` that says what is wrong and
 * what would be right. Which program keeps the store is known here alone, and loaded when it is needed.
 */
export async function openStore(address: string, options: OpenOptions = {}): Promise<Store> {
  return openAt(readAddress(address), options);
}

/** As `openStore`, but makes none: undefined when nothing has been stored there yet. */
export async function openStoreIfThere(address: string, options: OpenOptions = {}): Promise<Store | undefined> {
  const at = readAddress(address);
  if (at.kind === "file" && statSync(at.path, { throwIfNoEntry: false }) === undefined) return undefined;
  return openAt(at, options);
}

async function openAt(address: StoreAddress, options: OpenOptions): Promise<Store> {
  switch (address.kind) {
    case "file":
      return (await import("./sqlite/sqlite-store.ts")).openSqliteStore(address.path, options);
    case "memory":
      return (await import("./sqlite/sqlite-store.ts")).openMemoryStore();
    case "other":
      throw new StoreFault(
        // What stands behind the scheme may be a password.
        `${address.scheme}://…`,
        "this kind of database is not supported yet",
        "Give the path of a SQLite file, or sqlite: and a path",
      );
  }
}

/**
 * Puts a backup in the place of the store at this address, or where none is yet. Rejects with a `StoreFault` that says what
 * is wrong; then the store is as it was. Whoever asks sees to it that nobody has a lease.
 */
export async function restoreStore(address: string, from: string, now: number): Promise<void> {
  const at = readAddress(address);
  if (at.kind !== "file")
    throw new StoreFault(address, "only a file can be restored", "Give the workspace a store in a file");
  await (await import("./sqlite/backup.ts")).restore(from, at.path, now);
}
