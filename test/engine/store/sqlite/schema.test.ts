import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { migrations } from "../../../../engine/store/sqlite/schema.ts";
import { openSqliteStore } from "../../../../engine/store/sqlite/sqlite-store.ts";
import { planned, record, scope } from "../store-fixtures.ts";
import { faultOf, temporaryFolder, temporaryStore } from "./temporary-store.ts";

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
