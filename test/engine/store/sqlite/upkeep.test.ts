import { copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { restoreStore } from "../../../../engine/store/open-store.ts";
import { openSqliteStore } from "../../../../engine/store/sqlite/sqlite-store.ts";
import { leaseOf, type Store } from "../../../../engine/store/store.ts";
import { entry, intent, link, record, scope } from "../store-fixtures.ts";
import { temporaryFolder, temporaryStore } from "./temporary-store.ts";

const OLD = 1_000;
const CUT = 5_000;
const YOUNG = 9_000;

async function withPast(store: Store): Promise<void> {
  await store.leases.acquire(leaseOf(scope), "me", 0, 1);
  for (const at of [OLD, YOUNG]) {
    for (const state of [
      "planned",
      "sending",
      "uncertain",
      "confirmed",
      "refused",
      "duplicate",
      "undecided",
      "cancelled",
    ] as const)
      await store.intents.add(
        intent(`${state} ${at}`, { state, body: `{"at":${at}}`, targetId: "t", sentAt: at, settleUntil: at }),
        1,
        at,
      );
    await store.records.put(record(`R${at}`, { at }));
    await store.links.put(link(`L${at}`, `T${at}`));
    await store.memory.put(scope, "open invoices", `R${at}`, "");
    await store.outbox.add({ dedupeKey: `sent ${at}`, scope, body: "{}" }, at);
    await store.outbox.sent(`sent ${at}`);
    await store.outbox.add({ dedupeKey: `waits ${at}`, scope, body: "{}" }, at);
    for (const run of ["a", "b"])
      await store.runs.start({
        id: `${run}${at}`,
        scope,
        startedAt: at,
        endedAt: at,
        counts: "{}",
        problem: undefined,
      });
    for (let number = 0; number < 700; number++) store.log.add(entry(`S${number}`, { at, label: `${number} Acme Oy` }));
  }
  await store.cursors.set(scope, "invoices", "changed", "2026-03-01T00:00:00.000Z");
  await store.flush();
}

async function pruned(store: Store, before: number): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for await (const { kind, count } of store.upkeep.prune(before)) counts[kind] = (counts[kind] ?? 0) + count;
  return counts;
}

describe("pruning", () => {
  it("lets go old entries, bodies of confirmed writes, sent mails and runs, and nothing else", async () => {
    const { store } = await temporaryStore();
    await withPast(store);
    const before = await store.upkeep.survey(CUT);
    expect(before.kinds.filter(({ old }) => old > 0).map(({ kind, old }) => [kind, old])).toEqual([
      ["log", 700],
      ["bodies", 1],
      ["mails", 1],
      ["runs", 2],
    ]);
    expect(await pruned(store, CUT)).toEqual({ log: 700, bodies: 1, mails: 1, runs: 2 });
    const after = await store.upkeep.survey(CUT);
    expect(after.kinds.filter(({ old }) => old > 0)).toEqual([]);
    expect(after.intents).toEqual(before.intents);
    expect(after.records).toEqual(before.records);
    for (const kind of ["writes", "records", "links", "remembered", "mails waiting"])
      expect(after.kinds.find((one) => one.kind === kind)?.count).toBe(
        before.kinds.find((one) => one.kind === kind)?.count,
      );
    expect(await store.cursors.get(scope, "invoices", "changed")).toBe("2026-03-01T00:00:00.000Z");
    expect(await store.upkeep.check()).toEqual([]);
    expect(await pruned(store, CUT)).toEqual({ bodies: 0 });
  });

  it("keeps the body of whatever is not confirmed, for it is searched for and repeated with it", async () => {
    const { store } = await temporaryStore();
    await withPast(store);
    await pruned(store, Number.MAX_SAFE_INTEGER);
    for (const state of ["planned", "sending", "uncertain", "refused", "duplicate", "undecided", "cancelled"])
      expect((await store.intents.get(`${state} ${OLD}`))?.body, state).toBe(`{"at":${OLD}}`);
    expect((await store.intents.get(`confirmed ${OLD}`))?.body).toMatch(/^sha256:/);
  });

  it("keeps the newest entry and the last run of all, however old they are, so that numbers go on rising", async () => {
    const { store } = await temporaryStore();
    await withPast(store);
    const newest = (await store.log.list({ limit: 1 }))[0]?.id ?? 0;
    await pruned(store, Number.MAX_SAFE_INTEGER);
    expect(await store.log.list({})).toHaveLength(1);
    expect((await store.runs.last(scope))?.startedAt).toBe(YOUNG);
    store.log.add(entry("S", { label: "next" }));
    expect((await store.log.after(newest, {})).map(({ label }) => label)).toEqual(["next"]);
    expect(await store.log.list({ about: "699 acme" })).toHaveLength(1);
  });

  it("goes on however much there is, and keeps the last run of each scope", async () => {
    const { store, path } = await temporaryStore();
    await withPast(store);
    const many = Array.from({ length: 1_100 }, (_, number) => `more ${number}`);
    await Promise.all(
      many.flatMap((key) => [
        store.intents.add(intent(key, { state: "confirmed", targetId: "t" }), 1, OLD),
        store.outbox.add({ dedupeKey: key, scope, body: "{}" }, OLD).then(() => store.outbox.sent(key)),
      ]),
    );
    const lone = { id: "lone", scope: "other/books", startedAt: OLD, endedAt: OLD, counts: "{}", problem: undefined };
    await store.runs.start(lone);
    expect(await pruned(store, CUT)).toMatchObject({ bodies: 1_101, mails: 1_101, runs: 2 });
    expect(await store.runs.last("other/books")).toMatchObject({ id: "lone" });
    await store.close();
    const database = new DatabaseSync(path);
    const stray = "SELECT count(*) AS count FROM log_words_docsize WHERE id NOT IN (SELECT id FROM log)";
    expect(database.prepare(stray).get()?.["count"]).toBe(0);
    database.close();
  });

  it("ends at any step and goes on from there", async () => {
    const { store } = await temporaryStore();
    await withPast(store);
    for await (const { kind } of store.upkeep.prune(CUT)) {
      expect(kind).toBe("log");
      break;
    }
    expect((await store.upkeep.survey(CUT)).kinds.find(({ kind }) => kind === "log")?.old).toBe(200);
    expect(await store.upkeep.check()).toEqual([]);
    expect(await pruned(store, CUT)).toMatchObject({ log: 200 });
  });
});

describe("room", () => {
  it("is given back a little at a time while another one writes", async () => {
    const { store, path } = await temporaryStore();
    await withPast(store);
    const { store: other } = await temporaryStore(path);
    await pruned(store, CUT);
    expect(await store.upkeep.canCompact()).toBe(true);
    const before = (await store.upkeep.survey(CUT)).bytes;
    expect(before.free).toBeGreaterThan(0);
    for await (const _ of store.upkeep.compact()) await other.memory.put(scope, "t", "k", "v");
    const after = (await store.upkeep.survey(CUT)).bytes;
    expect(after.free).toBe(0);
    expect(after.file).toBeLessThan(before.file);
    expect(await other.upkeep.check()).toEqual([]);
  });

  it("of a file from before is given back once it was written anew", async () => {
    const path = join(temporaryFolder(), "older.db");
    const database = new DatabaseSync(path);
    database.exec(
      "PRAGMA journal_mode = WAL; CREATE TABLE store_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    );
    database.close();
    const { store } = await temporaryStore(path);
    expect(await store.upkeep.canCompact()).toBe(false);
    store.log.add(entry("a"));
    await store.upkeep.rebuild();
    expect(await store.upkeep.canCompact()).toBe(true);
    expect(await store.log.list({})).toHaveLength(1);
  });
});

describe("a backup", () => {
  it("is a whole store of its moment for its owner alone, without tokens, made while another one writes", async () => {
    const { store, path } = await temporaryStore();
    await withPast(store);
    await store.tokens.put("severa", "the-secret-token", 99);
    await store.leases.acquire("run x", "me", 0, Number.MAX_SAFE_INTEGER - 1);
    const to = join(temporaryFolder(), "backup.sqlite");
    await store.upkeep.backUp(to, 50);
    await store.records.put(record("later"));
    expect(statSync(to).mode & 0o777).toBe(0o600);
    const { store: copy } = await temporaryStore(to);
    expect(await copy.tokens.get("severa")).toBeUndefined();
    expect(await copy.records.get(scope, "invoices", "later")).toBeUndefined();
    expect(await copy.intents.get(`sending ${OLD}`)).toEqual(await store.intents.get(`sending ${OLD}`));
    expect(await copy.upkeep.check()).toEqual([]);
    expect(await copy.upkeep.leases(1)).toEqual([]);
    await copy.close();
    expect(readFileSync(to).includes("the-secret-token")).toBe(false);
    await expect(store.upkeep.backUp(to, 50)).rejects.toThrow("there is a file already");
    await expect(store.upkeep.backUp(join(to, "x"), 50)).rejects.toThrow("nothing can be written");
    expect(statSync(path).isFile()).toBe(true);
  });

  it("that fails leaves nothing behind", async () => {
    const { store, path } = await temporaryStore();
    const folder = temporaryFolder();
    for (const end of ["", "-wal", "-shm"]) rmSync(`${path}${end}`, { force: true });
    await expect(store.upkeep.backUp(join(folder, "backup.sqlite"), 50)).rejects.toThrow("backup.sqlite");
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("a restored store", () => {
  it("is the backup, seen by who has it open, knows that it was restored, and gives out fences above all before", async () => {
    const { store, path } = await temporaryStore();
    await withPast(store);
    const to = join(temporaryFolder(), "backup.sqlite");
    await store.upkeep.backUp(to, 50);
    for (let turn = 2; turn <= 6; turn++) await store.leases.acquire(leaseOf(scope), "me", turn * 10, 1);
    await store.intents.add(intent("since"), 6, 1);
    // Whose lease is not known any more.
    await store.intents.add(intent("of another", { scope: "other/books" }), 8, 1);
    await restoreStore(path, to, 60);
    expect(await store.intents.get("since")).toBeUndefined();
    expect(await store.intents.restored()).toEqual({ backedUpAt: 50, restoredAt: 60, fence: 9 });
    expect(await store.leases.acquire(leaseOf(scope), "next", 100, 1)).toEqual({ fence: 10 });
    expect(await store.leases.acquire(leaseOf("new/one"), "next", 100, 1)).toEqual({ fence: 10 });
    expect(await store.intents.add(intent("by the one before"), 6, 1)).toBe(false);
    expect(readdirSync(dirname(path)).filter((name) => name.includes(".restored"))).toEqual([]);
    await store.upkeep.trust();
    expect(await store.intents.restored()).toBeUndefined();
    expect(await store.upkeep.check()).toEqual([]);
  });

  it("may be put where there is none yet, and is not made of what is no store", async () => {
    const { store } = await temporaryStore();
    const folder = temporaryFolder();
    await store.leases.acquire(leaseOf(scope), "me", 0, 1);
    await store.intents.add(intent("a"), 5, 1);
    await store.upkeep.backUp(join(folder, "backup.sqlite"), 50);
    await restoreStore(join(folder, "new.sqlite"), join(folder, "backup.sqlite"), 60);
    const { store: made } = await temporaryStore(join(folder, "new.sqlite"));
    expect(await made.intents.restored()).toMatchObject({ backedUpAt: 50, fence: 6 });
    expect(statSync(join(folder, "new.sqlite")).mode & 0o777).toBe(0o600);
    await expect(restoreStore(join(folder, "new.sqlite"), join(folder, "nothing"), 60)).rejects.toThrow("no such file");
    new DatabaseSync(join(folder, "other")).exec("CREATE TABLE notes (text)");
    await expect(restoreStore(join(folder, "new.sqlite"), join(folder, "other"), 60)).rejects.toThrow(
      "another program",
    );
    const damaged = readFileSync(join(folder, "backup.sqlite"));
    damaged.fill(0xff, 3 * 4096, 6 * 4096);
    writeFileSync(join(folder, "damaged"), damaged);
    await expect(restoreStore(join(folder, "new.sqlite"), join(folder, "damaged"), 60)).rejects.toThrow();
    expect(await made.intents.get("a")).toBeDefined();
  });

  it("has no tokens, of a copy either that was made by other means, and waits for who writes", async () => {
    const { store, path } = await temporaryStore();
    await store.tokens.put("severa", "the-secret-token", 99);
    await store.close();
    const copy = join(temporaryFolder(), "copy.sqlite");
    copyFileSync(path, copy);
    const { store: again } = await temporaryStore(path);
    const writer = new DatabaseSync(path);
    writer.exec("BEGIN IMMEDIATE");
    const restored = restoreStore(path, copy, 60);
    await new Promise((resolve) => setTimeout(resolve, 50));
    writer.exec("COMMIT");
    writer.close();
    await restored;
    expect(await again.intents.restored()).toMatchObject({ restoredAt: 60 });
    expect(await again.tokens.get("severa")).toBeUndefined();
  });
});

it("a check tells what cannot be", async () => {
  const { store, path } = await temporaryStore();
  await withPast(store);
  await store.close();
  const database = new DatabaseSync(path);
  database.exec("DELETE FROM intent_body WHERE number = 1; UPDATE intent SET sentAt = NULL WHERE state = 'sending'");
  database.exec("UPDATE record SET state = 'lost'; UPDATE link SET written = '{'");
  database.close();
  const again = await openSqliteStore(path);
  const flaws = await again.upkeep.check();
  await again.close();
  expect(flaws.map(({ what, count }) => [what, count])).toEqual([
    ["writes whose frozen body is missing", 1],
    ["writes on their way of which nothing says when they were sent", 2],
    ["records in a state that there is not", 2],
    ["links that do not say what was written", 2],
  ]);
});
