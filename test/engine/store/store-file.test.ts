import { execFile, spawn } from "node:child_process";
import { chmodSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { migrations } from "../../../engine/store/sqlite/schema.ts";
import { openSqliteStore } from "../../../engine/store/sqlite/sqlite-store.ts";
import { stepOf } from "../../../engine/store/step.ts";
import { StoreFault } from "../../../engine/store/store-fault.ts";
import { planned, record, scope, temporaryFolder, temporaryStore } from "./store-fixtures.ts";

const processFile = join(import.meta.dirname, "store-process.ts");
const run = promisify(execFile);

async function faultOf(path: string): Promise<string> {
  const error = await openSqliteStore(path).then(
    () => undefined,
    (fault: unknown) => fault,
  );
  expect(error).toBeInstanceOf(StoreFault);
  return error instanceof Error ? error.message.replaceAll(path, "<path>") : "";
}

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

it("a store of a newer version is left alone", async () => {
  const { store, path } = await temporaryStore();
  await store.close();
  const database = new DatabaseSync(path);
  database.exec("UPDATE store_meta SET value = '99' WHERE key = 'version'");
  database.close();
  expect(await faultOf(path)).toBe(
    `<path>: the store was written by a newer Koppel (tables of version 99; this one knows ${migrations.length}). Run that newer version, or restore a backup made before it`,
  );
});

it("an older store is brought to the newest version, its rows kept; a step that fails leaves it as it was", async () => {
  const { store, path } = await temporaryStore();
  await planned(store, "a");
  await store.close();
  const broken = [
    ...migrations,
    { version: migrations.length + 1, statements: "ALTER TABLE intent ADD COLUMN note TEXT; nonsense" },
  ];
  await expect(openSqliteStore(path, { migrations: broken })).rejects.toThrow(path);
  const better = [
    ...migrations,
    { version: migrations.length + 1, statements: "ALTER TABLE intent ADD COLUMN note TEXT" },
  ];
  const { store: newer } = await temporaryStore(path, { migrations: better });
  expect(await newer.intents.get("a")).toMatchObject({ key: "a", state: "planned" });
  await newer.close();
  await expect(openSqliteStore(path)).rejects.toThrow("written by a newer Koppel");
});

async function storeOfVersion(version: number) {
  const path = join(temporaryFolder(), "older.db");
  const { store } = await temporaryStore(path, { migrations: migrations.slice(0, version) });
  await store.close();
  return { path, database: new DatabaseSync(path) };
}

it("intents of the first version keep their bodies", async () => {
  const { path, database } = await storeOfVersion(1);
  const insert = database.prepare(
    `INSERT INTO intent (key, scope, flow, source, step, state, attempt, fence, body, bodyHash, misses, updatedAt)
     VALUES (?, ?, 'invoices', ?, 'create', ?, 1, 1, ?, 'h', 0, 1)`,
  );
  for (const [key, state] of [
    ["a", "sending"],
    ["b", "confirmed"],
  ] as const)
    insert.run(key, scope, key, state, `{"number":"${key}"}`);
  database.close();
  const { store: newer } = await temporaryStore(path);
  expect(await newer.intents.get("a")).toMatchObject({ state: "sending", body: '{"number":"a"}', bodyHash: "h" });
  expect((await newer.intents.get("b"))?.body).toBe('{"number":"b"}');
  expect(await planned(newer, "c")).toBe(true);
  expect((await newer.intents.open(scope)).map(({ key, body }) => [key, body])).toEqual([
    ["a", '{"number":"a"}'],
    ["c", "{}"],
  ]);
  expect(await newer.intents.update("a", 1, { state: "planned", body: "[]" }, 2)).toBe(true);
  expect((await newer.intents.get("a"))?.body).toBe("[]");
});

it("records of the second version are there and listed by their state", async () => {
  const { path, database } = await storeOfVersion(2);
  const insert = database.prepare(
    `INSERT INTO record (scope, flow, source, label, state, sourceHash, target, code, message, advice, at)
     VALUES (:scope, :flow, :source, :label, :state, :sourceHash, :target, :code, :message, :advice, :at)`,
  );
  const kept = [record("a"), record("b", { state: "done", target: "t1" }), record("c", { state: "watched" })];
  for (const one of kept) insert.run({ ...one, target: one.target ?? null, advice: one.advice ?? null } as never);
  database.close();
  const { store: newer } = await temporaryStore(path);
  expect(await newer.records.list(scope, {})).toEqual(kept);
  for (const one of kept) {
    expect(await newer.records.list(scope, { state: one.state })).toEqual([one]);
    expect(await newer.records.list(scope, { state: one.state, flow: "invoices" })).toEqual([one]);
    expect(await newer.records.list(scope, { state: one.state, flow: "other" })).toEqual([]);
  }
  await newer.records.put(record("c", { state: "done" }));
  expect(await newer.records.list(scope, { state: "watched" })).toEqual([]);
  expect(await newer.records.many(scope, "invoices", ["a", "c", "d"])).toHaveProperty("size", 2);
});

it("a file that this user may not write is told", async () => {
  const { store, path } = await temporaryStore();
  await store.close();
  chmodSync(path, 0o400);
  chmodSync(dirname(path), 0o755);
  const module = JSON.stringify(join(import.meta.dirname, "../../../engine/store/sqlite/sqlite-store.ts"));
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

it("processes on one store wait for each other: no write fails, each intent has one planner", {
  timeout: 60_000,
}, async () => {
  const { store, path } = await temporaryStore();
  const count = 300;
  const names = ["a", "b", "c"];
  const outputs = await Promise.all(
    names.map((name) => run(process.execPath, [processFile, path, "lock", name, String(count)])),
  );
  const firsts = outputs.reduce((sum, { stdout }) => sum + Number(stdout), 0);
  expect(firsts).toBe(count);
  for (const name of names) expect((await store.memory.all(scope, name)).size).toBe(count);
});

it("of processes that open a new store at once and want a lease, one gets it", { timeout: 60_000 }, async () => {
  const path = join(temporaryFolder(), "new.db");
  const outputs = await Promise.all(
    ["a", "b", "c"].map((name) => run(process.execPath, [processFile, path, "lease", name])),
  );
  expect(outputs.map(({ stdout }) => stdout.trim()).sort()).toEqual(["1", "no", "no"]);
});

it("what waits for the lock behind a pair that fails is written in a transaction of its own, and told", async () => {
  const { store, path } = await temporaryStore();
  const other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE");
  const before = planned(store, "before");
  const failing = store.intents.add(
    {
      key: "c",
      scope,
      flow: "invoices",
      source: "c",
      step: stepOf("create", "books/invoice"),
      state: "nonsense" as "planned",
      body: "{}",
      bodyHash: "h",
    },
    1,
    1_000,
  );
  const after = [planned(store, "after"), store.memory.put(scope, "t", "k", "v")];
  const ends = Promise.allSettled([before, failing, ...after]);
  await new Promise((resolve) => setTimeout(resolve, 30));
  other.exec("ROLLBACK");
  expect((await ends).map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled", "fulfilled"]);
  expect(other.prepare("SELECT key FROM intent JOIN intent_body USING (number)").all()).toEqual([{ key: "after" }]);
  expect(other.prepare("SELECT value FROM memory").all()).toEqual([{ value: "v" }]);
  other.close();
  await expect(store.close()).rejects.toThrow();
});

it("a write waits while another process holds the lock, and the loop goes on meanwhile", async () => {
  const { store, path } = await temporaryStore();
  const other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE");
  let turns = 0;
  const ticking = setInterval(() => turns++, 5);
  const write = planned(store, "a");
  const read = store.intents.get("a");
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(turns).toBeGreaterThan(8);
  other.exec("COMMIT");
  other.close();
  expect(await write).toBe(true);
  expect(await read).toMatchObject({ key: "a" });
  clearInterval(ticking);
});
