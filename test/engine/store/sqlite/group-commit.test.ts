import { execFile } from "node:child_process";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate as turn } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, it, onTestFinished, vi } from "vitest";
import { entry, intent, planned, scope } from "../store-fixtures.ts";
import { isOn, temporaryStore } from "./temporary-store.ts";

const processFile = join(import.meta.dirname, "store-process.ts");
const run = promisify(execFile);

it("what waits in one turn of the loop is one commit: all of it is there or none", async () => {
  const { store, path } = await temporaryStore();
  const waiting = [planned(store, "a"), planned(store, "b"), store.memory.put(scope, "t", "k", "v")];
  for (const one of waiting) one.catch(() => {});
  store.abandon();
  const after = await temporaryStore(path);
  expect(await after.store.intents.open(scope)).toEqual([]);
  expect(await after.store.memory.get(scope, "t", "k")).toBeUndefined();
});

it("a riding write is durable soon, even when nothing else happens", async () => {
  const timers: (() => void)[] = [];
  const timing = {
    soon: (commit: () => void) => void setImmediate(commit),
    later: (commit: () => void) => void timers.push(commit),
    again: () => {},
  };
  const { store, path } = await temporaryStore(undefined, { timing });
  store.log.add(entry("a"));
  await turn();
  for (const commit of timers) commit();
  store.abandon();
  const after = await temporaryStore(path);
  expect(await after.store.log.list({})).toHaveLength(1);
});

it("what rides with writes that fail is told once, by the next flush", async () => {
  const { store } = await temporaryStore();
  store.log.add(entry("a"));
  const broken = store.intents.add(intent("b", { body: {} as unknown as string }), 1, 1_000);
  await expect(broken).rejects.toThrow();
  await expect(store.flush()).rejects.toThrow();
  await store.flush();
  expect(await store.log.list({})).toEqual([]);
  store.log.add(entry("c"));
  await store.flush();
  expect(await store.log.list({})).toHaveLength(1);
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

it("what waits for the lock behind a pair that fails is written in a transaction of its own, and told", async () => {
  const { store, path } = await temporaryStore();
  const other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE");
  const before = planned(store, "before");
  const failing = store.intents.add(intent("c", { state: "nonsense" as "planned" }), 1, 1_000);
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
  // The lock is held meanwhile; a busy machine only takes longer.
  await vi.waitFor(() => expect(turns).toBeGreaterThan(8), { timeout: 10_000 });
  other.exec("COMMIT");
  other.close();
  expect(await write).toBe(true);
  expect(await read).toMatchObject({ key: "a" });
  clearInterval(ticking);
});

it("a commit that fails is told to all who wait for it, and nothing of it is in the file", async () => {
  const { store, path } = await temporaryStore();
  await planned(store, "a");
  const real = DatabaseSync.prototype.exec;
  const full = vi.spyOn(DatabaseSync.prototype, "exec").mockImplementation(function (this: DatabaseSync, sql) {
    if (sql === "COMMIT" && isOn(path, this))
      throw Object.assign(new Error("full"), { code: "ERR_SQLITE_ERROR", errcode: 13 });
    real.call(this, sql);
  });
  onTestFinished(() => full.mockRestore());
  const ends = await Promise.allSettled([planned(store, "b"), store.memory.put(scope, "t", "k", "v")]);
  expect(ends).toMatchObject(Array(2).fill({ status: "rejected", reason: { found: "the disk is full" } }));
  full.mockRestore();
  expect(await planned(store, "c")).toBe(true);
  const after = await temporaryStore(path);
  expect((await after.store.intents.open(scope)).map(({ key }) => key)).toEqual(["a", "c"]);
  expect(await after.store.memory.get(scope, "t", "k")).toBeUndefined();
});

it("a write gives up when another process holds the lock for longer than a quarter of a minute", async () => {
  let again = (): void => {};
  const timing = {
    ...{ soon: (commit: () => void) => void setImmediate(commit), later: () => {} },
    again: (attempt: () => void) => {
      again = attempt;
    },
  };
  const { store, path } = await temporaryStore(undefined, { timing });
  const other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE");
  const now = performance.now();
  const clock = vi.spyOn(performance, "now").mockReturnValue(now);
  onTestFinished(() => clock.mockRestore());
  const write = planned(store, "a");
  clock.mockReturnValue(now + 14_999);
  again();
  clock.mockReturnValue(now + 15_000);
  again();
  await expect(write).rejects.toThrow("another process has been writing for more than 15 seconds");
  other.exec("ROLLBACK");
  other.close();
  clock.mockRestore();
  expect(await planned(store, "b")).toBe(true);
});
