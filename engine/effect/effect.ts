import type { Fault, WriteRequest } from "../connector/operations.ts";
import type { Clock, System } from "../http/system.ts";
import type { StepName } from "../store/step.ts";
import type { Store } from "../store/store.ts";
import type { RecordValue } from "../value/value.ts";

/** One foreign write that must take effect once. */
export interface Effect {
  /** Names the effect for good; see `Intent.key`. */
  readonly key: string;
  readonly scope: string;
  readonly flow: string;
  readonly source: string;
  readonly step: StepName;
  readonly system: System;
  readonly request: WriteRequest;
  /**
   * Reads back what may have been written, by marker or natural key. Absent: it cannot be searched for. `body` is the
   * frozen body: when the source has changed since it was sent, the natural key must be taken from there.
   */
  readonly search: ((body: RecordValue) => Promise<readonly RecordValue[]>) | undefined;
  /** Repeating it changes nothing (replace a field, set a status): no read-back is needed before sending again. */
  readonly idempotent: boolean;
  /** Asked for anew though it was confirmed before: somebody may have changed what it set. Only where it is idempotent. */
  readonly again?: boolean;
  /** The id of a found or created record. */
  readonly idOf: (record: RecordValue) => string;
  /** Hash of the source record: a refusal is remembered while this and the body stay the same. */
  readonly sourceHash?: string;
}

/** The other side proved not to have executed it, and says why. */
export interface Refusal {
  readonly status: number;
  readonly faults: readonly Fault[];
}

export type EffectOutcome =
  | {
      readonly kind: "confirmed";
      readonly id: string;
      readonly record: RecordValue;
      readonly by: "created" | "found" | "remembered";
    }
  | ({ readonly kind: "refused" } & Refusal)
  /** Nothing is known to be wrong: come back at `until`. `uncertain` says that it may have been executed. */
  | { readonly kind: "waiting"; readonly until: number; readonly reason: string; readonly uncertain: boolean }
  | { readonly kind: "blocked"; readonly reason: string; readonly faults: readonly Fault[] }
  | { readonly kind: "duplicate"; readonly ids: readonly string[] }
  | { readonly kind: "undecided"; readonly reason: string }
  /** The lease went to somebody else: stop all work of this run. */
  | { readonly kind: "lost" };

export interface EffectContext {
  readonly store: Pick<Store, "intents">;
  readonly clock: Clock;
  /** The fence of `leaseOf(scope)`, and whether it is still held at this moment (synchronous, by the local deadline). */
  readonly fence: number;
  readonly held: () => boolean;
  /** How long one call may itself sleep, e.g. through a settle window; 0 when absent. */
  readonly patienceMs?: number;
  /** Somebody has named the record: what was refused as it is is sent again. What may have been executed never is. */
  readonly insists?: boolean;
}
