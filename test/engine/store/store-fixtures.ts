import { stepOf } from "../../../engine/store/step.ts";
import type { Link, LogEntry, NewIntent, RecordState, Store } from "../../../engine/store/store.ts";

export const scope = "acme/books";

export const intent = (key: string, change: Partial<NewIntent> = {}): NewIntent => ({
  ...{ key, scope, flow: "invoices", source: key, step: stepOf("create", "books/invoice"), state: "planned" },
  ...{ body: "{}", bodyHash: "h" },
  ...change,
});

export function planned(store: Pick<Store, "intents">, key: string, fence = 1): Promise<boolean> {
  return store.intents.add(intent(key), fence, 1_000);
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
