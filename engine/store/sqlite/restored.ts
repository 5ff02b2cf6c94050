import type { Restored } from "../upkeep.ts";
import type { SqliteTables } from "./tables.ts";

/** Under these names `store_meta` keeps when a backup was made, and that this store was put back from it. */
export const BACKED_UP = "backed up at";
export const RESTORED = "restored";

export function restoredOf(tables: SqliteTables): Restored | undefined {
  const row = tables.one<{ value: string }>("SELECT value FROM store_meta WHERE key = ?", RESTORED);
  return row === undefined ? undefined : (JSON.parse(row.value) as Restored);
}

/** Only inside `commit.write`. */
export function forgetRestored(tables: SqliteTables): void {
  tables.change("DELETE FROM store_meta WHERE key = ?", RESTORED);
}
