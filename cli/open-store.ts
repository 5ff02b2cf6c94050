import type { Workspace } from "../engine/project/workspace.ts";
import { openStoreIfThere } from "../engine/store/open-store.ts";
import type { Store } from "../engine/store/store.ts";

/** Works on the workspace's store and closes it, however the work ends. Undefined when nothing has run yet: none is made. */
export async function withStore<Result>(
  workspace: Workspace,
  work: (store: Store) => Promise<Result>,
): Promise<Result | undefined> {
  const store = await openStoreIfThere(workspace.store);
  if (store === undefined) return undefined;
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
