import type { Span } from "../../source/span.ts";
import type { Value } from "../../value/value.ts";

/**
 * What an evaluation may ask of the outside. Every answer is from memory: what is not there yet is noted as pending and
 * answered `undefined`; the caller then discards the result, fetches what is pending in batches, and evaluates again.
 * Expressions are pure, so evaluating twice is safe.
 */
export interface World {
  /** ISO datetime with offset; the injected clock. */
  readonly now: string;
  /** Today's calendar date in the company's zone, `YYYY-MM-DD`. */
  readonly today: string;
  /** Answers a look-up; `lookup.ts` makes them. */
  lookup(request: Lookup): Value;
}

/** `kind` is a record kind (`severa/customer`). Equal `key`s are equal requests. */
export type Lookup =
  | { readonly op: "byId"; readonly kind: string; readonly id: string | number; readonly key: string }
  | {
      readonly op: "find";
      readonly kind: string;
      readonly where: Readonly<Record<string, Value>>;
      readonly key: string;
    }
  | { readonly op: "all"; readonly kind: string; readonly where: Readonly<Record<string, Value>>; readonly key: string }
  | {
      readonly op: "relation";
      readonly kind: string;
      readonly relation: string;
      readonly of: Readonly<Record<string, Value>>;
      readonly key: string;
    }
  /** The record that `register` has linked with the one of this id on this side. */
  | {
      readonly op: "linked";
      readonly register: string;
      readonly side: LinkedSide;
      readonly id: string;
      readonly key: string;
    };

/** The side of a register that a record stands on: the one it comes from, or the one it goes to. */
export type LinkedSide = "from" | "to";

/** One evaluation: values by slot (a scope hands out the numbers at check time), and the world. */
export interface Frame {
  readonly slots: Value[];
  readonly world: World;
  /** Set while tracing: reads and branches are noted here. Absent on the fast path. */
  readonly trace?: Trace;
  /** Entries that `for` has walked through so far; see `countTurns`. */
  turns?: number;
}

export interface Trace {
  /** `path` as written, e.g. `customer.email`. */
  read(path: string, value: Value): void;
  /** A branch of a conditional chain or match was taken: `span` is that of its value, as `branchesOf` lists it. */
  branch(span: Span): void;
}
