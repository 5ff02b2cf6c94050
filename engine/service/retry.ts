import type { RecordState, Store } from "../store/store.ts";

/** What came of the wish that something be tried again. */
export type Retried =
  | { readonly kind: "retried"; readonly count: number }
  /** The name fits several; nothing was done. */
  | { readonly kind: "several"; readonly found: readonly RecordState[] }
  /** The record is there, and nothing of it is left to do. */
  | { readonly kind: "settled"; readonly record: RecordState }
  | { readonly kind: "unknown" };

/** Has the next run take again what was refused or waits, in these scopes. */
export async function retryAll(
  store: Pick<Store, "records">,
  scopes: readonly string[],
  flow: string | undefined,
): Promise<Retried> {
  let count = 0;
  for (const scope of scopes) count += await store.records.retry(scope, flow, undefined);
  return { kind: "retried", count };
}

/** The same for one record, which is named by its id or a part of its name. */
export async function retryRecord(
  store: Pick<Store, "records">,
  scopes: readonly string[],
  flow: string | undefined,
  record: string,
): Promise<Retried> {
  const states = (await Promise.all(scopes.map((scope) => store.records.about(scope, flow, record)))).flat();
  const waiting = states.filter(({ state }) => state !== "done" && state !== "watched");
  const exact = waiting.filter(({ source }) => source === record);
  const found = exact.length > 0 ? exact : waiting;
  if (found.length === 0) {
    const [settled] = states;
    return settled === undefined ? { kind: "unknown" } : { kind: "settled", record: settled };
  }
  if (new Set(found.map(({ source }) => source)).size > 1) return { kind: "several", found };
  let count = 0;
  for (const { scope, flow: at, source } of found) count += await store.records.retry(scope, at, source);
  return { kind: "retried", count };
}
