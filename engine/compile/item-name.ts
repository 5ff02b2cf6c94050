import type { KindUse } from "../mapping/tree/kind-use.ts";
import { isPresent } from "../value/equality.ts";
import type { RecordValue } from "../value/value.ts";
import type { ItemName, KindRef } from "./compiled.ts";
import { textOf } from "./text-of.ts";

/** A kind by its side, without what is known of it. */
export function kindRef(kind: KindUse): KindRef {
  return { side: kind.side, kind: kind.kind };
}

/** What a person calls a record, and its identity. */
export function itemName(kind: KindUse, record: RecordValue): ItemName {
  const id = record[kind.schema.id];
  let label = "";
  for (const field of kind.schema.label) {
    const part = record[field];
    if (isPresent(part)) label += label === "" ? textOf(part) : ` ${textOf(part)}`;
  }
  const text = id === undefined || id === null ? "" : textOf(id);
  return { id: text, label: label === "" ? text : label };
}
