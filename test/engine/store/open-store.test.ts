import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStore, openStoreIfThere } from "../../../engine/store/open-store.ts";
import { StoreFault } from "../../../engine/store/store-fault.ts";
import { temporaryFolder } from "./sqlite/temporary-store.ts";
import { planned } from "./store-fixtures.ts";

describe("opening a store", () => {
  it("at a path makes it there, with or without the scheme", async () => {
    const path = join(temporaryFolder(), "koppel.db");
    const store = await openStore(path);
    await planned(store, "a");
    await store.close();
    const again = await openStore(`sqlite:${path}`);
    expect(await again.intents.get("a")).toMatchObject({ key: "a" });
    await again.close();
  });

  it("in memory makes a new one each time", async () => {
    const store = await openStore("memory:");
    await planned(store, "a");
    const other = await openStore("memory:");
    expect(await other.intents.get("a")).toBeUndefined();
    await Promise.all([store.close(), other.close()]);
  });

  it("only if it is there makes none", async () => {
    const path = join(temporaryFolder(), "koppel.db");
    expect(await openStoreIfThere(path)).toBeUndefined();
    expect(existsSync(path)).toBe(false);
    await (await openStore(path)).close();
    const store = await openStoreIfThere(path);
    expect(store).toBeDefined();
    await store?.close();
  });

  it("of another kind of database says so, and keeps what may be a password to itself", async () => {
    const fault = await openStore("postgres://koppel:hunter2@db/koppel").catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(StoreFault);
    expect(fault).toMatchObject({
      message:
        "postgres://…: this kind of database is not supported yet. Give the path of a SQLite file, or sqlite: and a path",
    });
  });
});
