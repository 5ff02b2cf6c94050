import type { DatabaseSync } from "node:sqlite";
import { StoreFault } from "../store-fault.ts";
import { isBusy, storeFault } from "./sqlite-fault.ts";

/** How commits are timed. The defaults are real time; tests bring their own. */
export interface CommitTiming {
  /** Runs `commit` when this turn of the loop is over. */
  readonly soon: (commit: () => void) => void;
  /** Runs `commit` after so many milliseconds. A program that is otherwise done need not wait for it. */
  readonly later: (commit: () => void, ms: number) => void;
  /** Tries again after so many milliseconds. A program is not done before. */
  readonly again: (attempt: () => void, ms: number) => void;
  /** Whether many writes at once are gathered for some milliseconds while there is other work, since each commit waits for the disk. */
  readonly gathers?: boolean;
}

export const realTiming: CommitTiming = {
  soon: (commit) => void setImmediate(commit),
  later: (commit, ms) => void setTimeout(commit, ms).unref(),
  again: (attempt, ms) => void setTimeout(attempt, ms),
  gathers: true,
};

/** A riding write is durable after at most this long, even when nothing else is committed. */
export const LATEST_MS = 50;
/** How long another process may hold the write lock before a write here fails. */
const PATIENCE_MS = 15_000;
const RETRY_MS = 4;
/** With so many writes in the last commit, more will come: gathering them costs nobody his turn. */
const MANY = 4;
/** While there is other work, commits come so many times their own duration apart then, and at most `GATHER_MS`. */
const PART_OF_TIME = 10;
const GATHER_MS = 20;
/** In a turn of the event loop that is as short as this nothing else went on: the disk keeps nobody waiting. */
const IDLE_MS = 0.1;

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** What waits for another process to let go of the write lock. */
interface Queued {
  readonly run: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * One connection on which all writes of one turn of the event loop share one transaction.
 *
 * The first write opens the transaction, later ones join it at once, and it is committed when the turn is over; only
 * then do the promises of `write` resolve. Reads run on the same connection and therefore see what was written before
 * them, committed or not. That is safe because whatever must be durable before the next step awaits its own `write`.
 * When another process holds the write lock, everything queues here in order, so the loop is never blocked by waiting.
 * If a commit fails, all writes of the transaction fail together and none of them is in the file.
 */
export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #place: string;
  readonly #timing: CommitTiming;
  #waiting: Waiting[] = [];
  #queue: Queued[] = [];
  #commitIsNear = false;
  #commitIsComing = false;
  #blockedSince = 0;
  #lastCommit = { endedAt: 0, took: 0, writes: 0 };
  #ridingFault: Error | undefined;
  #closed = false;

  constructor(database: DatabaseSync, place: string, timing: CommitTiming) {
    this.#database = database;
    this.#place = place;
    this.#timing = timing;
  }

  /** Resolves with the result of `statement` once it is durable. `statement` must be atomic by itself. */
  write<T>(statement: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#whenOpen(reject, () => {
        const result = statement();
        this.#waiting.push({ resolve: () => resolve(result), reject });
        this.#commitNear();
      });
    });
  }

  /** Goes with the next commit. A failure is told by the next `flush` or `close`. */
  ride(statement: () => void): void {
    const keep = (error: Error): void => {
      this.#ridingFault ??= error;
    };
    this.#whenOpen(keep, () => {
      statement();
      this.#commitComing();
    });
  }

  /** Sees all writes handed over before it. */
  read<T>(query: () => T): Promise<T> {
    if (this.#closed) return Promise.reject(this.#closedFault());
    if (this.#queue.length > 0) {
      return new Promise<T>((resolve, reject) => {
        this.#queue.push({ run: () => this.#guard(reject, () => resolve(query())), reject });
      });
    }
    try {
      return Promise.resolve(query());
    } catch (error) {
      return Promise.reject(storeFault(this.#place, error));
    }
  }

  /** Runs what cannot be part of a transaction. Only when all that was handed over is durable. */
  async alone(work: () => void): Promise<void> {
    if (this.#closed) throw this.#closedFault();
    if (this.#queue.length > 0 || this.#database.isTransaction) await this.flush();
    try {
      work();
    } catch (error) {
      throw storeFault(this.#place, error);
    }
  }

  async flush(): Promise<void> {
    if (!this.#closed && (this.#queue.length > 0 || this.#database.isTransaction)) {
      await this.write(() => undefined).catch((error: Error) => {
        this.#ridingFault ??= error;
      });
    }
    const fault = this.#ridingFault;
    this.#ridingFault = undefined;
    if (fault !== undefined) throw fault;
  }

  /** Flushes and closes; a second call does nothing. */
  async close(): Promise<void> {
    if (this.#closed) return;
    try {
      await this.flush();
    } finally {
      this.abandon();
    }
  }

  /** Closes without committing what waits, as a crash would. */
  abandon(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
    this.#database.close();
  }

  /** Runs `statement` inside the transaction, now or as soon as the write lock is to be had. */
  #whenOpen(reject: (error: Error) => void, statement: () => void): void {
    if (this.#closed) {
      reject(this.#closedFault());
      return;
    }
    const queued: Queued = { run: () => this.#guard(reject, statement), reject };
    if (this.#queue.length > 0) {
      this.#queue.push(queued);
      return;
    }
    const state = this.#open();
    if (state instanceof Error) reject(state);
    else if (state === "open") queued.run();
    else {
      this.#queue.push(queued);
      this.#blockedSince = performance.now();
      this.#timing.again(() => this.#retry(), RETRY_MS);
    }
  }

  #guard(reject: (error: Error) => void, statement: () => void): void {
    try {
      statement();
    } catch (error) {
      const fault = storeFault(this.#place, error);
      reject(fault);
      // A full disk makes SQLite roll back by itself: then nothing of this transaction has happened.
      if (!this.#database.isTransaction) this.#failAll(fault);
      else this.#commitNear();
    }
  }

  #open(): "open" | "blocked" | Error {
    if (this.#database.isTransaction) return "open";
    try {
      this.#database.exec("BEGIN IMMEDIATE");
    } catch (error) {
      return isBusy(error) ? "blocked" : storeFault(this.#place, error);
    }
    return "open";
  }

  #retry(): void {
    if (this.#closed || this.#queue.length === 0) return;
    const state = this.#open();
    const waited = performance.now() - this.#blockedSince;
    if (state === "blocked" && waited < PATIENCE_MS) {
      this.#timing.again(() => this.#retry(), RETRY_MS);
      return;
    }
    const queue = this.#queue;
    this.#queue = [];
    if (state !== "open") {
      const fault = state === "blocked" ? busyFault(this.#place) : state;
      for (const queued of queue) queued.reject(fault);
      return;
    }
    // One that fails may have ended the transaction: those after it need another.
    for (const queued of queue) {
      if (this.#database.isTransaction) queued.run();
      else this.#queue.push(queued);
    }
    this.#commitNear();
    if (this.#queue.length === 0) return;
    this.#blockedSince = performance.now();
    this.#retry();
  }

  #commitNear(): void {
    if (this.#commitIsNear) return;
    this.#commitIsNear = true;
    this.#commitWhenIdle(this.#gathersUntil(), performance.now());
  }

  /** At the end of this turn, or of the first one in which hardly anything went on, but not after `until`. */
  #commitWhenIdle(until: number, turnBegan: number): void {
    this.#timing.soon(() => {
      const now = performance.now();
      if (now >= until || now - turnBegan < IDLE_MS) this.#commit();
      else this.#commitWhenIdle(until, now);
    });
  }

  /** One write at a time is committed at once; many at a time wait for each other, so that the disk is asked less often. */
  #gathersUntil(): number {
    const { endedAt, took, writes } = this.#lastCommit;
    if (this.#timing.gathers !== true || writes < MANY) return 0;
    return endedAt + Math.min(took * PART_OF_TIME, GATHER_MS);
  }

  #commitComing(): void {
    if (this.#commitIsComing) return;
    this.#commitIsComing = true;
    this.#timing.later(() => {
      this.#commitIsComing = false;
      this.#commit();
    }, LATEST_MS);
  }

  #commit(): void {
    this.#commitIsNear = false;
    if (this.#closed || !this.#database.isTransaction) return;
    const begun = performance.now();
    try {
      this.#database.exec("COMMIT");
    } catch (error) {
      const fault = storeFault(this.#place, error);
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      this.#failAll(fault);
      return;
    }
    const waiting = this.#waiting;
    this.#waiting = [];
    const endedAt = performance.now();
    this.#lastCommit = { endedAt, took: endedAt - begun, writes: waiting.length };
    for (const one of waiting) one.resolve();
  }

  #failAll(fault: Error): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#ridingFault ??= fault;
    for (const one of waiting) one.reject(fault);
  }

  #closedFault(): StoreFault {
    return new StoreFault(this.#place, "the store is already closed", "Finish the work before closing it");
  }
}

function busyFault(place: string): StoreFault {
  return new StoreFault(
    place,
    `another process has been writing for more than ${PATIENCE_MS / 1000} seconds`,
    "Wait for it or stop it",
  );
}
