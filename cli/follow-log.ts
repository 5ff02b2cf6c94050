import { systemClock } from "../engine/http/clock.ts";
import type { LogQuery } from "../engine/service/read-model/log-entries.ts";
import { filterOf, logEntries } from "../engine/service/read-model/log-entries.ts";
import { openStoreIfThere } from "../engine/store/open-store.ts";
import type { Store, StoredEntry } from "../engine/store/store.ts";

import { migrating } from "./open-store.ts";

/** How often it is looked for new entries, and for a store where there is none yet. */
const LOOK_MS = 300;

/**
 * Shows the entries that the query lets through and then those that come, whoever writes them, until `stop` is aborted. A
 * store that is pruned, or put back from a backup, meanwhile is followed on.
 */
export async function followLog(
  address: string,
  query: LogQuery,
  stop: AbortSignal,
  show: (entries: readonly StoredEntry[]) => void,
): Promise<void> {
  const store = await whenThere(address, stop);
  if (store === undefined) return;
  try {
    let last = await store.log.newest();
    const before = (await logEntries(store, query)).filter(({ id }) => id <= last);
    if (before.length > 0) show(before);
    while (!stop.aborted) {
      await systemClock.sleep(LOOK_MS, stop);
      last = await showAfter(store, query, last, show);
    }
  } finally {
    await store.close();
  }
}

/** The number of the newest entry that was looked at. */
async function showAfter(
  store: Store,
  { limit: _, ...query }: LogQuery,
  last: number,
  show: (entries: readonly StoredEntry[]) => void,
): Promise<number> {
  const newest = await store.log.newest();
  // A backup was put in the store's place: its numbers go on from an earlier one.
  if (newest <= last) return newest;
  let from = last;
  for (;;) {
    const entries = await store.log.after(from, filterOf({ ...query, limit: MOST_AT_ONCE }));
    if (entries.length > 0) show(entries);
    const end = entries.at(-1)?.id;
    if (end === undefined || entries.length < MOST_AT_ONCE) return Math.max(newest, end ?? newest);
    from = end;
  }
}

/** So many are in memory at a time. */
const MOST_AT_ONCE = 1_000;

async function whenThere(address: string, stop: AbortSignal): Promise<Store | undefined> {
  for (;;) {
    if (stop.aborted) return undefined;
    const store = await openStoreIfThere(address, { migrating });
    if (store !== undefined) return store;
    await systemClock.sleep(LOOK_MS, stop);
  }
}
