import type { CompiledTransfer, ItemName, Said } from "../../compile/compiled.ts";
import type { RecordValue } from "../../value/value.ts";
import type { Setback } from "../said.ts";

/** One item of a source record in the hand of its transfer: what becomes one document of the other side. */
export interface Item extends ItemName {
  readonly transfer: CompiledTransfer;
  readonly record: RecordValue;
}

/** What became of an item. Only what is done or skipped is not looked at again by a later run. */
export type ItemOutcome =
  /** What there is to tell has been told. */
  | { readonly kind: "done" }
  | { readonly kind: "skipped"; readonly said: Said | undefined }
  | Setback
  /** Refused in the books alone: its source is not told (again). */
  | { readonly kind: "set-aside"; readonly said: Said };
