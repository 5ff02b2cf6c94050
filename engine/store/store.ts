import type { LastWritten } from "./last-written.ts";
import type { StepName } from "./step.ts";
import type { Restored, Upkeep } from "./upkeep.ts";

/**
 * Everything Koppel remembers between runs. `scope` is `<company>/<integration>`. Any store promises, and
 * `test/engine/store/conformance.ts` checks:
 *
 * - A write is atomic, and durable once its promise resolves: no crash takes it back. When it rejects, with a
 *   `StoreFault`, whether it is there is not known until it is read.
 * - What is asked through one opened store happens in the order of the calls, whether or not they are awaited: a read
 *   sees each write handed over before it.
 * - What is durable is seen by everybody who has the same store open; what is not may be seen by nobody else.
 * - A write that rides (`updateSoon`, `putSoon`, `log.add`) returns at once. It keeps its place in the order and is
 *   durable when a write handed over after it is, when `flush` or `close` resolves, and after a second in any case.
 *   A crash before that loses it as a whole. If it fails, nobody is told but who next calls `flush` or `close`.
 * - Writes that wait at the same time may be made durable together; then they also fail together.
 * - Once closed, it refuses reads and writes with a `StoreFault`.
 */
export interface Store {
  readonly leases: Leases;
  readonly intents: Intents;
  readonly links: Links;
  readonly cursors: Cursors;
  readonly records: Records;
  readonly log: TransferLog;
  readonly memory: Memory;
  readonly tokens: Tokens;
  readonly outbox: Outbox;
  readonly runs: Runs;
  readonly upkeep: Upkeep;
  /** Resolves when all that was handed over is durable; rejects, once, when something that rode has failed. */
  flush(): Promise<void>;
  /** Flushes and closes; a second call does nothing. */
  close(): Promise<void>;
}

/** What the name of each lease of a scope begins with, for a store whose own statements put it together. */
export const LEASE_OF = "run ";

/** The name of the lease under which a scope is worked on; `Intents.update` compares its fence. */
export function leaseOf(scope: string): string {
  return LEASE_OF + scope;
}

export interface Leases {
  /**
   * Takes the lease when it is free, its time is over, or it is still that of `ended`, an owner that is known to have ended;
   * the fence number rises each time it changes hands.
   */
  acquire(
    name: string,
    owner: string,
    now: number,
    ttlMs: number,
    ended?: string,
  ): Promise<{ readonly fence: number } | { readonly heldBy: string; readonly until: number }>;
  /** False, and nothing is changed, when somebody else has it by now. */
  renew(name: string, owner: string, fence: number, now: number, ttlMs: number): Promise<boolean>;
  /** Frees it; nothing happens when somebody else has it by now. */
  release(name: string, owner: string, fence: number): Promise<void>;
}

/**
 * planned: payload frozen, nothing sent. sending: durable before the first byte. uncertain: sent, outcome unknown.
 * confirmed: it is there. refused: the other side proved not to have executed it. duplicate: found more than once.
 * undecided: cannot be searched for, a person decides. cancelled: given up before anything was sent.
 */
export type IntentState =
  | "planned"
  | "sending"
  | "uncertain"
  | "confirmed"
  | "refused"
  | "duplicate"
  | "undecided"
  | "cancelled";

/** One foreign write. `key` names the effect for good: scope, flow, source record, step, generation. */
export interface Intent {
  readonly key: string;
  readonly scope: string;
  readonly flow: string;
  /** Source record, as its system names it. */
  readonly source: string;
  /** What the effect does: `create procountor/invoice`, `write back done` … */
  readonly step: StepName;
  readonly state: IntentState;
  readonly attempt: number;
  /** Lease fence under which it was last written. */
  readonly fence: number;
  /** The frozen body, canonical JSON, and its hash. */
  readonly body: string;
  readonly bodyHash: string;
  readonly sentAt: number | undefined;
  readonly settleUntil: number | undefined;
  /** Consecutive read-backs that found nothing, and when the last was. */
  readonly misses: number;
  readonly lastMissAt: number | undefined;
  readonly nextAt: number | undefined;
  readonly targetId: string | undefined;
  /** What the other side answered (created record, shortened) or why it refused, as JSON. */
  readonly answer: string | undefined;
  readonly updatedAt: number;
}

type IntentName = "key" | "scope" | "flow" | "source" | "step";

/** What is not said is not yet so: no attempt, nothing sent. */
export type NewIntent = Pick<Intent, IntentName | "state" | "body" | "bodyHash"> & IntentChange;

export type IntentChange = Partial<Omit<Intent, IntentName>>;

export interface Intents {
  get(key: string): Promise<Intent | undefined>;
  /** How often what was made of this source has been taken out again: its confirmed effects whose step is one of kind `undo`. */
  undone(scope: string, flow: string, source: string): Promise<number>;
  /** Those not yet confirmed, refused or cancelled; oldest first. */
  open(scope: string, flow?: string): Promise<readonly Intent[]>;
  /** How many those are. */
  countOpen(scope: string): Promise<number>;
  /** Set when this store was put back from a backup and nobody has said since that it knows all that happened. */
  restored(): Promise<Restored | undefined>;
  /**
   * Writes down a new one, in the state that it is given. False, and nothing is written, when somebody else has the
   * scope's lease by now or the key is there already.
   */
  add(intent: NewIntent, fence: number, now: number): Promise<boolean>;
  /** Changes it only while `fence` is not older than the one written last and the lease still has it; false otherwise. */
  update(key: string, fence: number, change: IntentChange, now: number): Promise<boolean>;
  /** As `update`, but rides: a crash may leave the older state, and whether the fence allowed it is not told. */
  updateSoon(key: string, fence: number, change: Omit<IntentChange, "body">, now: number): void;
}

/** A record of one side that belongs to a record of the other, once each side in a register. */
export interface Link {
  readonly scope: string;
  readonly register: string;
  readonly source: string;
  readonly target: string;
  /** Hash of what the register's match looked at; another hash means: match again. */
  readonly matchHash: string;
  /** Hash of what was written last, so that an unchanged record costs no call; and the values themselves. */
  readonly writtenHash: string;
  readonly written: LastWritten;
  readonly origin: "created" | "matched" | "manual";
}

export interface Links {
  bySource(scope: string, register: string, source: string): Promise<Link | undefined>;
  byTarget(scope: string, register: string, target: string): Promise<Link | undefined>;
  /** All of these at once, by source. */
  many(scope: string, register: string, sources: readonly string[]): Promise<ReadonlyMap<string, Link>>;
  /** Inserts or replaces; refused (false) when the target is linked with another source. */
  put(link: Link): Promise<boolean>;
  count(scope: string, register: string): Promise<number>;
}

export interface Cursors {
  /** ISO datetime up to which the stream has been taken in. */
  get(scope: string, flow: string, stream: string): Promise<string | undefined>;
  set(scope: string, flow: string, stream: string, value: string): Promise<void>;
}

/** Where one source record stands in one flow: its last error stays visible until it is solved. */
export interface RecordState {
  readonly scope: string;
  readonly flow: string;
  readonly source: string;
  /** What a person calls it: `5001 Acme Oy`. */
  readonly label: string;
  readonly state: "done" | "refused" | "waiting" | "watched" | "skipped";
  /** Of the source record as last looked at: a refused record is tried again when it changes. */
  readonly sourceHash: string;
  readonly target: string | undefined;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly advice: string | undefined;
  readonly at: number;
}

export interface Records {
  get(scope: string, flow: string, source: string): Promise<RecordState | undefined>;
  many(scope: string, flow: string, sources: readonly string[]): Promise<ReadonlyMap<string, RecordState>>;
  put(state: RecordState): Promise<void>;
  /** As `put`, but rides. */
  putSoon(state: RecordState): void;
  /** In the order of `at`, flow and source. */
  list(
    scope: string,
    filter: { readonly flow?: string; readonly state?: RecordState["state"] },
  ): Promise<readonly RecordState[]>;
  /** How many there are of each state but `done`. */
  counts(scope: string): Promise<Readonly<Partial<Record<RecordState["state"], number>>>>;
  /**
   * Those that `isAbout` means. By a part of their label all are found that are refused or wait, and of the others those
   * that the log still names.
   */
  about(scope: string, flow: string | undefined, record: string): Promise<readonly RecordState[]>;
  /**
   * Somebody said retry: forgets the hash so that the next run takes it again, and reopens its refused intents and those
   * of prerequisites. Undecided ones are reopened only when the source is named, since that may send a second time. Tells how many records it concerns.
   */
  retry(scope: string, flow: string | undefined, source: string | undefined): Promise<number>;
}

export interface LogEntry {
  readonly at: number;
  readonly scope: string;
  readonly run: string;
  readonly flow: string;
  readonly source: string;
  readonly label: string;
  readonly level: "info" | "warning" | "error";
  /** What was done (`transferred`, `found`, `linked`, `created`, `updated`, `followed`), `waiting`, `gone`, or the code of what was said. */
  readonly code: string;
  readonly message: string;
  readonly advice: string | undefined;
  readonly target: string | undefined;
}

/** What is not said lets everything through. */
export interface LogFilter {
  /** One scope, or several. */
  readonly scope?: string | readonly string[];
  readonly flow?: string;
  readonly level?: LogEntry["level"];
  /** A record, as `isAbout` has it. */
  readonly about?: string;
  readonly since?: number;
  readonly limit?: number;
}

export type StoredEntry = LogEntry & { readonly id: number };

export interface TransferLog {
  /** Rides. */
  add(entry: LogEntry): void;
  /** The newest that the filter lets through, 1000 unless it says otherwise; in the order of their time, the newest last. */
  list(filter: LogFilter): Promise<readonly StoredEntry[]>;
  /** The first of those entered after the one of this number, 1000 unless the filter says otherwise; in the order of entering. */
  after(id: number, filter: LogFilter): Promise<readonly StoredEntry[]>;
  /** The number of the entry that was entered last; 0 when there is none. */
  newest(): Promise<number>;
}

/** What must be remembered for good: conditions that were true once, items known at activation, confirmations. */
export interface Memory {
  get(scope: string, topic: string, key: string): Promise<string | undefined>;
  put(scope: string, topic: string, key: string, value: string): Promise<void>;
  /** By key, in their order. */
  all(scope: string, topic: string): Promise<ReadonlyMap<string, string>>;
  remove(scope: string, topic: string, key: string): Promise<void>;
}

/** Access tokens by connection, so that a restart need not log in again. The values are secrets. */
export interface Tokens {
  get(connection: string): Promise<{ readonly value: string; readonly expiresAt: number } | undefined>;
  put(connection: string, value: string, expiresAt: number): Promise<void>;
  remove(connection: string): Promise<void>;
}

export interface Outbox {
  /** Queues a mail once per `dedupeKey`. */
  add(mail: { readonly dedupeKey: string; readonly scope: string; readonly body: string }, now: number): Promise<void>;
  /** Those to be sent now, in the order in which they came; 100 at most. */
  waiting(
    now: number,
  ): Promise<
    readonly { readonly dedupeKey: string; readonly scope: string; readonly body: string; readonly attempts: number }[]
  >;
  sent(dedupeKey: string): Promise<void>;
  failed(dedupeKey: string, nextAt: number): Promise<void>;
}

export interface RunSummary {
  readonly id: string;
  readonly scope: string;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  /** Counts by flow and outcome, as JSON. */
  readonly counts: string;
  readonly problem: string | undefined;
}

export interface Runs {
  /** Writes down a run; `end` writes what came of it over that. */
  start(run: RunSummary): Promise<void>;
  end(run: RunSummary): Promise<void>;
  /** The one that started last. */
  last(scope: string): Promise<RunSummary | undefined>;
}
