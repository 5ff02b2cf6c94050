import type { Typed } from "../../language/check/check.ts";
import type { Scope } from "../../language/types/scope.ts";
import type { Span } from "../../source/span.ts";

/** What is said of a record, with the values for the holes of the message. */
export interface Saying {
  readonly code: string;
  readonly facts: readonly { readonly name: string; readonly value: Typed; readonly span: Span }[];
  readonly span: Span;
}

/** A condition of `skip`, `refuse` or `wait until`. */
export interface Guard {
  readonly when: Typed;
  readonly say: Saying | undefined;
  readonly span: Span;
}

/** A register that must hold first: `partner: customers for customer`. */
export interface Need {
  readonly name: string;
  readonly register: string;
  readonly of: Typed;
  /** The identifying field of the record asked for. */
  readonly identity: string | undefined;
  /** The record asked for is only referred to, so the register needs it read whole. */
  readonly reference: boolean;
  readonly span: Span;
}

/** A `let`, a look-up of `with` or a prerequisite: what it reads by itself. */
export interface Definition {
  readonly name: string;
  readonly from: "let" | "with" | "needs";
  readonly typed: Typed;
  /** Names its expression mentions. */
  readonly mentions: ReadonlySet<string>;
  readonly span: Span;
}

/** The names and guards of one level: a flow, an item of `each`, or a step. */
export interface Level {
  readonly scope: Scope;
  readonly definitions: readonly Definition[];
  readonly needs: readonly Need[];
  readonly skip: readonly Guard[];
  readonly waitUntil: readonly Guard[];
  readonly refuse: readonly Guard[];
}

export interface Each {
  readonly name: string;
  /** Of the item; its position, from 1, stands in the slot after. */
  readonly slot: number;
  readonly list: Typed;
  /** Reset for each item. */
  readonly scope: Scope;
  readonly level: Level;
  readonly span: Span;
}
