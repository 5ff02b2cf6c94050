import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { migrations } from "../../../../engine/store/sqlite/schema.ts";
import { openSqliteStore } from "../../../../engine/store/sqlite/sqlite-store.ts";
import { entry, planned, record, scope } from "../store-fixtures.ts";
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

/** Rows of every table, as a store of this version had them. */
function fill(database: DatabaseSync, version: number, entries: number): void {
  const [column, value] = version === 1 ? [", body", `, '{"number":1}'`] : ["", ""];
  for (const [number, state] of (["sending", "confirmed", "refused", "undecided"] as const).entries())
    database.exec(
      `INSERT INTO intent (number, key, scope, flow, source, step, state, attempt, fence, bodyHash, misses, updatedAt,
         sentAt, settleUntil, targetId${column})
       VALUES (${number + 1}, '${state}', '${scope}', 'invoices', 'S${number}', 'create books/invoice', '${state}', 1, 1, 'h',
         0, 1, 1, 2, 't'${value})`,
    );
  if (version > 1) database.exec(`INSERT INTO intent_body SELECT number, '{"number":1}' FROM intent`);
  database.exec(`
    INSERT INTO lease VALUES ('run ${scope}', 'me', 3, 0);
    INSERT INTO link VALUES ('${scope}', 'customers', 's', 't', 'm', 'w',
      '{"record":{"id":1},"body":{},"revision":1}', 'live', 'created');
    INSERT INTO cursor VALUES ('${scope}', 'invoices', 'changed', '2026-01-01T00:00:00.000Z');
    INSERT INTO record (scope, flow, source, label, state, sourceHash, message, at)
      VALUES ('${scope}', 'invoices', 'S2', '5001 Acme Oy', 'refused', 'h', 'No.', 1);
    INSERT INTO memory VALUES ('${scope}', 'activation', 'f', 'x');
    INSERT INTO outbox (dedupeKey, scope, body, attempts, nextAt, sent) VALUES ('m', '${scope}', '{}', 0, 1, 0);
    INSERT INTO run VALUES ('r1', '${scope}', 1, 2, '{}', NULL);
    WITH RECURSIVE each (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM each WHERE n < ${entries})
      INSERT INTO log (at, scope, run, flow, source, label, level, code, message, target)
      SELECT n, '${scope}', 'r1', 'invoices', 'S' || n, (5000 + n) || ' Åbo Oy', iif(n % 100, 'info', 'error'), 'c', 'm', 't'
      FROM each;
  `);
}

it.each(migrations.slice(0, -1).map(({ version }) => version))(
  "a store of version %i opens and works",
  async (version) => {
    const { path, database } = await storeOfVersion(version);
    fill(database, version, 300);
    database.close();
    const told: unknown[] = [];
    const { store } = await temporaryStore(path, { migrating: (...versions) => told.push(versions) });
    expect(told).toEqual([[version, migrations.length]]);
    expect(await store.upkeep.check()).toEqual([]);
    expect((await store.intents.open(scope)).map(({ key, body }) => [key, body])).toEqual([
      ["sending", '{"number":1}'],
      ["undecided", '{"number":1}'],
    ]);
    expect((await store.log.list({ scope, limit: 2 })).map(({ source }) => source)).toEqual(["S299", "S300"]);
    const errors = await store.log.list({ scope, about: "åbo", level: "error" });
    expect(errors.map(({ source }) => source)).toEqual(["S100", "S200", "S300"]);
    expect((await store.log.list({ about: "S7" })).map(({ label }) => label)).toEqual(["5007 Åbo Oy"]);
    store.log.add(entry("next"));
    expect((await store.log.after(300, {})).map(({ id, source }) => [id, source])).toEqual([[301, "next"]]);
    expect(await store.records.about(scope, undefined, "acme")).toHaveLength(1);
    expect(await store.records.retry(scope, undefined, undefined)).toBe(1);
    expect(await store.links.byTarget(scope, "customers", "t")).toMatchObject({ source: "s" });
    expect(await store.outbox.waiting(5)).toHaveLength(1);
    expect(await store.runs.last(scope)).toMatchObject({ id: "r1" });
    expect(await store.cursors.get(scope, "invoices", "changed")).toBe("2026-01-01T00:00:00.000Z");
    expect(await store.leases.acquire(`run ${scope}`, "next", 5, 1)).toEqual({ fence: 4 });
    expect(await planned(store, "new", 4)).toBe(true);
  },
);

it("a migration that is killed leaves a whole store, which the next one migrates", { timeout: 60_000 }, async () => {
  for (const delay of [0, 20, 100]) {
    const { path, database } = await storeOfVersion(1);
    fill(database, 1, 10_000);
    database.close();
    const child = spawn(process.execPath, [join(import.meta.dirname, "migrating-process.ts"), path]);
    await once(child.stdout, "data");
    await new Promise((resolve) => setTimeout(resolve, delay));
    child.kill("SIGKILL");
    await once(child, "exit");
    const { store } = await temporaryStore(path);
    expect(await store.upkeep.check()).toEqual([]);
    expect(await store.log.list({ about: "14999" })).toHaveLength(1);
    expect((await store.upkeep.survey(0)).kinds.find(({ kind }) => kind === "log")?.count).toBe(10_000);
    await store.close();
  }
});
