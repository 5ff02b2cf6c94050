/** Opens a store, so that it is migrated; says when it begins. */
import { openSqliteStore } from "../../../../engine/store/sqlite/sqlite-store.ts";

const [, , path = ""] = process.argv;
const store = await openSqliteStore(path, { migrating: () => process.stdout.write("begins\n") });
await store.close();
