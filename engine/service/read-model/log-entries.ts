import type { LogEntry, Store } from "../../store/store.ts";
import { isAbout } from "./about.ts";

export type ListedEntry = LogEntry & { readonly id: number };

export interface LogQuery {
  readonly scopes: readonly string[];
  readonly flow?: string | undefined;
  readonly level?: LogEntry["level"] | undefined;
  /** By its id or a part of its name. */
  readonly record?: string | undefined;
  /** Epoch milliseconds. */
  readonly since?: number | undefined;
  /** At most so many, the newest. */
  readonly limit: number;
}

/** More entries than this are not searched for a record's name. */
const MOST_SEARCHED = 1_000_000;

/** What the transfer log of all these scopes says, the newest last. */
export async function logEntries(store: Pick<Store, "log">, query: LogQuery): Promise<readonly ListedEntry[]> {
  const { scopes, flow, level, record, since, limit } = query;
  const filter = {
    ...(flow === undefined ? {} : { flow }),
    ...(level === undefined ? {} : { level }),
    ...(since === undefined ? {} : { since }),
    limit: record === undefined ? limit : MOST_SEARCHED,
  };
  const lists = await Promise.all(scopes.map((scope) => store.log.list({ ...filter, scope })));
  const all = lists.flat().filter((entry) => record === undefined || isAbout(entry, record));
  return all.toSorted((a, b) => a.id - b.id).slice(-limit);
}
