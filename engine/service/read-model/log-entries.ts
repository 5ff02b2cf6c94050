import type { LogEntry, LogFilter, Store, StoredEntry } from "../../store/store.ts";

export interface LogQuery {
  readonly scopes: readonly string[];
  readonly flow?: string | undefined;
  readonly level?: LogEntry["level"] | undefined;
  /** As `isAbout` has it. */
  readonly record?: string | undefined;
  /** Epoch milliseconds. */
  readonly since?: number | undefined;
  /** At most so many, the newest. */
  readonly limit: number;
}

/** What the transfer log of all these scopes says, the newest last. */
export function logEntries(store: Pick<Store, "log">, query: LogQuery): Promise<readonly StoredEntry[]> {
  return store.log.list(filterOf(query));
}

export function filterOf({ scopes, flow, level, record, since, limit }: LogQuery): LogFilter {
  return {
    scope: scopes,
    limit,
    ...(flow === undefined ? {} : { flow }),
    ...(level === undefined ? {} : { level }),
    ...(record === undefined ? {} : { about: record }),
    ...(since === undefined ? {} : { since }),
  };
}
