import type { RecordState, Store } from "../../store/store.ts";
import { openWrites } from "./open-writes.ts";

/** A record that waits, and until when at least, where a write of it says so. */
export interface WaitingRecord extends RecordState {
  readonly until: number | undefined;
}

/** The records of these scopes that wait, the oldest first. */
export async function waitingRecords(
  store: Pick<Store, "intents" | "records">,
  scopes: readonly string[],
  flow: string | undefined,
): Promise<readonly WaitingRecord[]> {
  const filter = { state: "waiting", ...(flow === undefined ? {} : { flow }) } as const;
  const lists = await Promise.all(scopes.map((scope) => store.records.list(scope, filter)));
  const until = new Map<string, number>();
  for (const write of await openWrites(store, scopes, flow)) {
    const key = keyOf(write);
    if (write.until !== undefined) until.set(key, Math.max(write.until, until.get(key) ?? 0));
  }
  return lists
    .flat()
    .map((record) => ({ ...record, until: until.get(keyOf(record)) }))
    .toSorted((a, b) => a.at - b.at);
}

function keyOf({ scope, flow, source }: Pick<RecordState, "scope" | "flow" | "source">): string {
  return `${scope} ${flow} ${source}`;
}
