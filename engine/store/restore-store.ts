import { readAddress } from "./address.ts";
import { StoreFault } from "./store-fault.ts";

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
