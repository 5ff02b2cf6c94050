import { isThere } from "../engine/project/source-files.ts";
import type { Workspace } from "../engine/project/workspace.ts";
import type { Store } from "../engine/store/store.ts";

/** Works on the workspace's store and closes it, however the work ends. Undefined when nothing has run yet: none is made. */
export async function withStore<Result>(
  workspace: Workspace,
  work: (store: Store) => Promise<Result>,
): Promise<Result | undefined> {
  if (!isThere(workspace.store)) return undefined;
  const store = await openWorkspaceStore(workspace);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Opens the store, making it where there is none. */
export async function openWorkspaceStore(workspace: Workspace): Promise<Store> {
  const { openStore } = await import("../engine/store/sqlite-store.ts");
  return openStore(workspace.store);
}
