import type { Workspace } from "../engine/project/workspace.ts";
import { openStoreIfThere } from "../engine/store/open-store.ts";
import type { Store } from "../engine/store/store.ts";

/** Works on the workspace's store and closes it, however the work ends. Undefined when nothing has run yet: none is made. */
export async function withStore<Result>(
  workspace: Workspace,
  work: (store: Store) => Promise<Result>,
): Promise<Result | undefined> {
  const store = await openStoreIfThere(workspace.store, { migrating });
  if (store === undefined) return undefined;
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Said at once: nothing else is for as long as it takes. */
export function migrating(from: number, to: number): void {
  process.stderr.write(
    `koppel: the store is brought from version ${from} of its tables to ${to}; a million log entries take about half a minute\n`,
  );
}
