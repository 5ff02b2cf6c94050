import { execFile, spawn } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type CrashableStore, openMemoryStore } from "../../../../engine/store/sqlite/sqlite-store.ts";
import type { Store } from "../../../../engine/store/store.ts";
import { sharedStoreConforms, storeConforms } from "../conformance.ts";
import { faultOf, isOn, temporaryFolder, temporaryStore } from "./temporary-store.ts";

const processFile = join(import.meta.dirname, "store-process.ts");
const run = promisify(execFile);

it("a store into which somebody has built a trigger is refused before anything of it runs", async () => {
  const { store, path } = await temporaryStore();
  await store.close();
  const trigger =
    "CREATE TRIGGER t AFTER INSERT ON token BEGIN INSERT INTO store_meta VALUES (new.value, new.value); END";
  new DatabaseSync(path).exec(trigger);
  expect(await faultOf(path)).toMatch(/somebody has built triggers or views into this store/);
});

async function newFile() {
  const path = join(temporaryFolder(), "koppel.db");
  const open = async (): Promise<Store> => (await temporaryStore(path)).store;
  return { open, crash: (store: Store) => (store as CrashableStore).abandon() };
}

describe("a SQLite store in a file", () => {
  storeConforms(newFile);
  sharedStoreConforms(newFile);
});

describe("a SQLite store in memory", () => {
  storeConforms(async () => ({ open: () => openMemoryStore() }));
});

it("a file of something else is refused as it was: content, mode and journal", async () => {
  const folder = temporaryFolder();
  const notes = join(folder, "notes.txt");
  const foreign = join(folder, "other.db");
  writeFileSync(notes, "these are notes");
  const database = new DatabaseSync(foreign);
  database.exec("CREATE TABLE notes (text TEXT)");
  database.close();
  for (const path of [notes, foreign]) {
    chmodSync(path, 0o644);
    const before = readFileSync(path);
    await faultOf(path);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o644);
  }
  expect(readdirSync(folder).toSorted()).toEqual(["notes.txt", "other.db"]);
});

it("a file that cannot be a store is told with what would be right", async () => {
  const folder = temporaryFolder();
  const text = join(folder, "notes.txt");
  writeFileSync(text, "these are notes, and not a database at all\n".repeat(40));
  expect(await faultOf(text)).toBe(
    "<path>: this is another kind of file, not a store. Give the path of a store, or of a file that does not exist yet",
  );
  expect(await faultOf(join(folder, "nowhere", "koppel.db"))).toBe(
    `<path>: there is no folder ${join(folder, "nowhere")}. Make the folder, or give the path of a file in one that is there`,
  );
  mkdirSync(join(folder, "sub"));
  expect(await faultOf(join(folder, "sub"))).toBe(
    "<path>: this is not a file. Give the path of a store, or of a file that does not exist yet",
  );
  const other = join(folder, "other.db");
  new DatabaseSync(other).exec("CREATE TABLE song (name TEXT)");
  expect(await faultOf(other)).toBe(
    "<path>: this is the database of another program. Give the path of a store, or of a file that does not exist yet",
  );
});

it("a file that this user may not write is told", async () => {
  const { store, path } = await temporaryStore();
  await store.close();
  chmodSync(path, 0o400);
  chmodSync(dirname(path), 0o755);
  const module = JSON.stringify(join(import.meta.dirname, "../../../../engine/store/sqlite/sqlite-store.ts"));
  // Root may write everything, so as root the process becomes nobody first.
  const program = `
    const { openSqliteStore } = await import(${module});
    if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
    await openSqliteStore(${JSON.stringify(path)}).then(() => console.log("open"), (e) => console.log(e.name + ": " + e.found));`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program]);
  expect(stdout.trim()).toBe("StoreFault: this user may not read and write it");
});

it("only the owner may read the file, for it holds access tokens", async () => {
  const { store, path } = await temporaryStore();
  await store.tokens.put("c", "secret", 1);
  for (const file of [path, `${path}-wal`, `${path}-shm`]) expect(statSync(file).mode & 0o777).toBe(0o600);
});

it("a file that others may read is closed to them when it is opened", async () => {
  const { store, path } = await temporaryStore();
  await store.close();
  chmodSync(path, 0o644);
  await temporaryStore(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it("a commit waits for the disk, so that what was told to be durable outlives a loss of power", async () => {
  const exec = vi.spyOn(DatabaseSync.prototype, "exec");
  onTestFinished(() => exec.mockRestore());
  const { store, path } = await temporaryStore();
  await store.memory.put("acme/books", "t", "k", "v");
  const database = exec.mock.contexts.findLast((each) => isOn(path, each)) as DatabaseSync;
  const setting = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  // 2 is FULL.
  expect([setting("synchronous"), setting("journal_mode")]).toEqual([2, "wal"]);
});

it("what a killed process was told to be durable is there", async () => {
  const { store, path } = await temporaryStore();
  const child = spawn(process.execPath, [processFile, path, "plan and die", "k", "200"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const told = (await text(child.stdout)).trim().split("\n");
  expect(told).toHaveLength(200);
  for (const key of told) expect(await store.intents.get(key)).toBeDefined();
  expect(await store.intents.get("k0")).toMatchObject({ state: "confirmed" });
});

it("of processes that open a new store at once and want a lease, one gets it", { timeout: 60_000 }, async () => {
  const path = join(temporaryFolder(), "new.db");
  const outputs = await Promise.all(
    ["a", "b", "c"].map((name) => run(process.execPath, [processFile, path, "lease", name])),
  );
  expect(outputs.map(({ stdout }) => stdout.trim()).sort()).toEqual(["1", "no", "no"]);
});
