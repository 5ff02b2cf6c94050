import { sameValue } from "../../value/equality.ts";
import { isRecord } from "../../value/path.ts";
import type { RecordValue, Value } from "../../value/value.ts";

/** Top-level fields of `next` that differ from `before`; a nested record is compared in the fields that `next` has. */
export function changedFields(before: RecordValue, next: RecordValue): RecordValue {
  const changed: Record<string, Value> = {};
  for (const [name, value] of Object.entries(next)) {
    if (value !== undefined && !holds(before[name], value)) changed[name] = value;
  }
  return changed;
}

/** Every value that is wanted stands at the same place of what is there, which may have more (references do). */
export function holds(there: Value, wanted: Value): boolean {
  if (!isRecord(there) || !isRecord(wanted)) return sameValue(there, wanted);
  return Object.entries(wanted).every(([name, value]) => value === undefined || holds(there[name], value));
}
