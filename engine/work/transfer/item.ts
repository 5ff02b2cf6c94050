import type { CompiledTransfer, Evaluation, ItemName, Said } from "../../compile/compiled.ts";
import type { EffectOutcome } from "../../effect/effect.ts";
import type { RecordValue } from "../../value/value.ts";

/** One item of a source record in the hand of its transfer: what becomes one document of the other side. */
export interface Item extends ItemName {
  readonly transfer: CompiledTransfer;
  readonly record: RecordValue;
}

/** What is to be made of an item. */
export type Ready = Extract<Evaluation, { kind: "ready" }>;

/** A document as it stands on the other side, and which making of it it is; empty for the first. */
export type Made = Extract<EffectOutcome, { kind: "confirmed" }> & { readonly generation: string };

/** What became of an item. Only what is done or skipped is not looked at again by a later run. */
export type ItemOutcome =
  /** What there is to tell has been told. */
  | { readonly kind: "done" }
  | { readonly kind: "skipped"; readonly said: Said | undefined }
  | { readonly kind: "refused"; readonly said: readonly Said[] }
  /** A later run takes it up again; nothing is wrong with it. */
  | { readonly kind: "waiting"; readonly reason?: string }
  /** Refused in the books alone: its source is not told (again). */
  | { readonly kind: "set-aside"; readonly said: Said };
