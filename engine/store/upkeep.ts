import type { IntentState, RecordState } from "./store.ts";

/** What keeps a store in order over the years; whoever works with it may go on meanwhile unless it says otherwise. */
export interface Upkeep {
  /** What the store holds; `before` is the moment from which on nothing would be pruned. */
  survey(before: number): Promise<Survey>;
  /**
   * Lets go what is older than `before`, a little with each step: entries of the log, mails that were sent, runs, and the
   * frozen bodies of writes that are confirmed. Whatever keeps a write from being made twice stays; see `Pruned`.
   */
  prune(before: number): AsyncIterable<Pruned>;
  /** Gives room back to the disk, a little with each step, which tells the bytes that are still free. */
  compact(): AsyncIterable<number>;
  /** False while `compact` can give nothing back, before `rebuild` has been called once. */
  canCompact(): Promise<boolean>;
  /** Writes the whole file anew. Nobody else can write meanwhile. */
  rebuild(): Promise<void>;
  /** Who has a lease at this moment, and until when. */
  leases(now: number): Promise<readonly HeldLease[]>;
  /** Every scope that the store knows. */
  scopes(): Promise<readonly string[]>;
  /** A whole store of this moment in a new file that only its owner may read, without access tokens. */
  backUp(path: string, now: number): Promise<void>;
  /** What is not as it must be; empty when all is well. */
  check(): Promise<readonly Flaw[]>;
  /** As `Intents.restored`, from then on unsaid. */
  trust(): Promise<void>;
}

export interface HeldLease {
  readonly name: string;
  readonly owner: string;
  readonly until: number;
}

/** Rows that went with one step. */
export interface Pruned {
  /**
   * log: entries; the last errors of records stand in the records. bodies: what was sent, of which the hash stays, so that
   * it still is known whether the source has changed since; the write itself stays known as confirmed for good.
   * mails: those that were sent. runs: all but the last of each scope.
   */
  readonly kind: PrunedKind;
  readonly count: number;
}

export const PRUNED_KINDS = ["log", "bodies", "mails", "runs"] as const;
export type PrunedKind = (typeof PRUNED_KINDS)[number];

export interface Survey {
  /** Version of the tables. */
  readonly version: number;
  /** Of the file, of what is free within it, and of what has not been taken over into it yet. */
  readonly bytes: { readonly file: number; readonly free: number; readonly journal: number };
  readonly kinds: readonly Held[];
  readonly intents: Readonly<Partial<Record<IntentState, number>>>;
  readonly records: Readonly<Partial<Record<RecordState["state"], number>>>;
  readonly restored: Restored | undefined;
}

/** How much there is of one kind. */
export interface Held {
  readonly kind: PrunedKind | "writes" | "records" | "links" | "remembered" | "mails waiting";
  readonly count: number;
  /** When the oldest was written; undefined where nothing tells or there is none. */
  readonly oldest: number | undefined;
  /** How many could be pruned. */
  readonly old: number;
}

/** This store was put back from a backup: what happened after `backedUpAt` it does not know. */
export interface Restored {
  readonly backedUpAt: number | undefined;
  readonly restoredAt: number;
  /** What was written under an older fence was written before. */
  readonly fence: number;
}

/** What is not as it must be, and where. */
export interface Flaw {
  readonly what: string;
  readonly count: number;
  readonly advice: string;
}
