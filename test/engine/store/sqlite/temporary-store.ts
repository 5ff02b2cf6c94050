import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, vi } from "vitest";
import { addFunctions } from "../../../../engine/store/sqlite/functions.ts";
import { openSqliteStore, type StoreOptions } from "../../../../engine/store/sqlite/sqlite-store.ts";
import { StoreFault } from "../../../../engine/store/store-fault.ts";

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "koppel-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function temporaryStore(path = join(temporaryFolder(), "koppel.db"), options: StoreOptions = {}) {
  const store = await openSqliteStore(path, options);
  onTestFinished(() => store.close().catch(() => {}));
  return { store, path };
}

/** What is said of a file that is no store. */
export async function faultOf(path: string): Promise<string> {
  const error = await openSqliteStore(path).then(
    () => undefined,
    (fault: unknown) => fault,
  );
  expect(error).toBeInstanceOf(StoreFault);
  return error instanceof Error ? error.message.replaceAll(path, "<path>") : "";
}

/** Whether a call was made on the database in this file: stores of other tests may be at work in the same process. */
export function isOn(path: string, database: unknown): boolean {
  return database instanceof DatabaseSync && database.isOpen && database.location() === path;
}

/** How SQLite goes about each statement that `work` makes, one line a step of its plan. */
export async function plansOf(path: string, work: () => Promise<unknown>): Promise<readonly string[]> {
  const prepare = vi.spyOn(DatabaseSync.prototype, "prepare");
  await work();
  const own = prepare.mock.calls.filter((_, call) => isOn(path, prepare.mock.contexts[call]));
  const statements = own.map(([sql]) => sql);
  prepare.mockRestore();
  const database = new DatabaseSync(path);
  addFunctions(database);
  const plans = statements.flatMap((sql) => database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
  database.close();
  return plans.map((plan) => String(plan["detail"]));
}
