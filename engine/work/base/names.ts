import type { ItemName, KindRef } from "../../compile/compiled.ts";
import { getPath } from "../../value/path.ts";
import type { RecordValue, Value } from "../../value/value.ts";
import type { Job } from "./job.ts";

/** What a person calls a record, and what identifies it on its own side. */
export function nameOf(job: Pick<Job, "schemas">, kind: KindRef, record: RecordValue): ItemName {
  const id = idOf(job, kind, record);
  const schema = job.schemas.get(kind.side)?.kinds.get(kind.kind);
  const parts = (schema?.label ?? [])
    .map((field) => fieldOf(record, field))
    .filter((part) => part !== undefined && part !== null);
  return { id, label: parts.length > 0 ? parts.map(String).join(" ") : id };
}

export function idOf(job: Pick<Job, "schemas">, kind: KindRef, record: RecordValue): string {
  const id = record[idFieldOf(job, kind)];
  return id === undefined || id === null ? "" : String(id);
}

/** The id as the other side wrote it (a number stays a number), under the name of its field. */
export function ownId(job: Pick<Job, "schemas">, kind: KindRef, record: RecordValue, id: string): RecordValue {
  const field = idFieldOf(job, kind);
  return { [field]: record[field] ?? id };
}

/** The field that identifies a record of this kind. */
function idFieldOf(job: Pick<Job, "schemas">, kind: KindRef): string {
  const schema = job.schemas.get(kind.side)?.kinds.get(kind.kind);
  if (schema === undefined) throw new Error(`${kind.side} has no kind ${kind.kind}`);
  return schema.id;
}

/** The value at a dotted field path, `invoicingInfo.customerNumber`. */
export function fieldOf(record: RecordValue, path: string): Value {
  return path.includes(".") ? getPath(record, path.split(".")) : record[path];
}
