import type { RecordValue, Value } from "../value/value.ts";

/** What a list is asked for. `where` holds what the connector can filter by (field path -> value, all must hold). */
export interface ListQuery {
  readonly where?: Readonly<Record<string, Value>>;
  /** Changed or created at or after this moment (ISO datetime). Ignored where the kind has no such filter. */
  readonly changedSince?: string;
  /** Keep only these top-level fields of each record, so that long lists stay small in memory. */
  readonly keep?: ReadonlySet<string>;
}

/** One foreign write. `body` is shaped like the kind's schema; the connector turns it into what the wire wants. */
export interface WriteRequest {
  readonly kind: string;
  readonly operation: "create" | "update" | "action" | "undo";
  /** Name of the action, for `action`. */
  readonly action?: string;
  /** The record's id, for all but `create`. */
  readonly id?: string | number;
  /** For `update` the fields to change (or the whole record where the connector says `sends: everything`). */
  readonly body: RecordValue;
}

/** One reason of the other side, as it gave it. */
export interface Fault {
  /** The vendor's own code where there is one, else `HTTP 400`. */
  readonly code: string;
  readonly message: string;
  /** The field the vendor points at, in its own path notation. */
  readonly field?: string;
}

/**
 * What an answer to a write proves. Only `uncertain` leaves open whether the write was executed.
 * `rejected`: not executed, the record is at fault. `exists`: not executed, it is there already. `not-executed`: try
 * again, not before `waitMs`. `blocked`: not executed, the set-up is at fault (rights, licence, login). `missing`: the
 * record to change is not there.
 */
export type WriteOutcome =
  /** `record`: what was created; of what was changed nothing need be in it. */
  | { readonly kind: "done"; readonly record: RecordValue; readonly id: string | undefined }
  | { readonly kind: "rejected" | "exists"; readonly status: number; readonly faults: readonly Fault[] }
  | { readonly kind: "not-executed"; readonly reason: string; readonly waitMs?: number }
  | { readonly kind: "blocked"; readonly reason: string; readonly faults: readonly Fault[] }
  | { readonly kind: "missing"; readonly reason: string }
  | { readonly kind: "uncertain"; readonly reason: string };

/** A read that did not succeed after the retries that are safe for reads. */
export class ReadFault extends Error {
  readonly kind: "later" | "blocked" | "rejected" | "broken";
  readonly system: string;
  /** Method and path without query values, e.g. `GET /v1/invoices/{guid}`. */
  readonly route: string;
  readonly status: number | undefined;
  readonly faults: readonly Fault[];
  constructor(
    kind: ReadFault["kind"],
    facts: { system: string; route: string; status?: number; message: string; faults?: readonly Fault[] },
  ) {
    super(facts.message);
    this.name = "ReadFault";
    this.kind = kind;
    this.system = facts.system;
    this.route = facts.route;
    this.status = facts.status;
    this.faults = facts.faults ?? [];
  }
}
