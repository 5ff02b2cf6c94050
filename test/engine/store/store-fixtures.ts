import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openSqliteStore, type StoreOptions } from "../../../engine/store/sqlite/sqlite-store.ts";
import { stepOf } from "../../../engine/store/step.ts";
import type { Link, LogEntry, RecordState, Store } from "../../../engine/store/store.ts";

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

export const scope = "acme/books";

export function planned(store: Store, key: string, fence = 1): Promise<boolean> {
  const intent = {
    key,
    scope,
    flow: "invoices",
    source: key,
    step: stepOf("create", "books/invoice"),
    state: "planned",
  } as const;
  return store.intents.add({ ...intent, body: "{}", bodyHash: "h" }, fence, 1_000);
}

export const link = (source: string, target: string): Link => ({
  ...{ scope, register: "customers", source, target, matchHash: "m", writtenHash: "w", origin: "created" },
  written: { record: { id: target }, body: { name: source }, revision: 1 },
});

export const record = (source: string, change: Partial<RecordState> = {}): RecordState => ({
  ...{ scope, flow: "invoices", source, label: `${source} Acme Oy`, state: "refused", sourceHash: "h1" },
  ...{ target: undefined, code: "E1", message: "No.", advice: undefined, at: 1 },
  ...change,
});

export const entry = (source: string, change: Partial<LogEntry> = {}): LogEntry => ({
  ...{ at: 1, scope, run: "r1", flow: "invoices", source, label: source, level: "info", code: "transferred" },
  ...{ message: "Transferred.", advice: undefined, target: "t1" },
  ...change,
});
