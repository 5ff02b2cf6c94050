import { canonicalJson } from "../../value/json.ts";
import type { RecordValue, Value } from "../../value/value.ts";
import type { PlannedAction } from "./planned.ts";

/** One planned action as a file keeps it: what it would do and to what, without what caused each field. */
export interface SavedAction {
  readonly flow: string;
  readonly record: string;
  /** The source record's id. */
  readonly source: string;
  readonly label: string;
  readonly action: PlannedAction["action"];
  readonly to: string;
  readonly target: string | undefined;
  readonly sourceHash: string;
  readonly body: RecordValue | undefined;
  /** Of the fields in `body`, what stands there so far. */
  readonly before: RecordValue | undefined;
  readonly said: readonly { readonly code: string; readonly text: string; readonly advice: string | undefined }[];
}

export function savedAction(planned: PlannedAction): SavedAction {
  const { flow, record, source, label, action, to, target, sourceHash, body, before, said } = planned;
  return {
    ...{ flow, record, source, label, action, to, target, sourceHash, body },
    before: before === undefined || body === undefined ? undefined : fieldsOf(before, body),
    said: said.map(({ code, text, advice }) => ({ code, text, advice })),
  };
}

function fieldsOf(record: RecordValue, of: RecordValue): RecordValue {
  return Object.fromEntries(Object.keys(of).map((field) => [field, record[field]]));
}

/** Equal texts say that the same is done. */
export function sameText(value: Value): string {
  return canonicalJson(value ?? null);
}
