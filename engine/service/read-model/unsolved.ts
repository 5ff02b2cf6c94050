import type { RecordState, Store } from "../../store/store.ts";

/** Records whose last error is unsolved, the oldest first. */
export async function unsolvedRecords(
  store: Pick<Store, "records">,
  scopes: readonly string[],
  flow: string | undefined,
): Promise<readonly RecordState[]> {
  const lists = await Promise.all(
    scopes.map((scope) => store.records.list(scope, { state: "refused", ...(flow === undefined ? {} : { flow }) })),
  );
  return lists.flat().toSorted((a, b) => a.at - b.at);
}
