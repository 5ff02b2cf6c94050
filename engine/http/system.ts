import type { ListQuery, WriteOutcome, WriteRequest } from "../connector/operations.ts";
import type { FileValue, RecordValue, Value } from "../value/value.ts";
import type { Expected } from "./child-lists.ts";
import type { Roll } from "./roll.ts";

/** The top-level fields that are needed of the records of a kind (`invoiceRow`); undefined: all. */
export type KeptFields = (kind: string) => ReadonlySet<string> | undefined;

/** Whole lists of one system, by kind, for who searches again and again and need not hear of the latest. */
export type KeptLists = Map<string, Promise<readonly RecordValue[]>>;

/**
 * One connected system: a connector, a company's credentials, pacing and token life. Kinds are named without the
 * system (`invoice`). Reads are retried where that is safe and then throw `ReadFault`; writes are sent once.
 */
export interface System {
  /** The name the integration gives this side, e.g. `severa`. */
  readonly name: string;
  /** Pages of a list, in the system's order. Each page is asked for when the one before has been taken. */
  pages(kind: string, query: ListQuery): AsyncIterable<readonly RecordValue[]>;
  read(kind: string, id: string | number): Promise<RecordValue | undefined>;
  /** Several records by id, in as few calls as the connector allows; missing ones are left out. */
  readMany(kind: string, ids: readonly (string | number)[]): Promise<ReadonlyMap<string, RecordValue>>;
  /**
   * Records whose fields equal `where` exactly (compared here again, since vendors' filters may be looser). What a search
   * before found out with the same `kept` may serve again.
   */
  find(kind: string, where: Readonly<Record<string, Value>>, kept?: KeptLists): Promise<readonly RecordValue[]>;
  /**
   * The whole list of a kind, to be searched by these fields. Undefined where there is none that shows whole records, or where
   * it has more pages than `mostPages` searches are worth.
   */
  roll?(kind: string, fields: readonly string[], mostPages: number): Promise<Roll | undefined>;
  /** Says that the children of some records of this kind will be asked for later, so that lists of children serve them too. */
  expect?(kind: string): Expected;
  /**
   * Child records or a file of each given record, in the same order. Children have at least the fields to keep, and what
   * identifies them and their own children.
   */
  relation(kind: string, relation: string, of: readonly RecordValue[], keep?: KeptFields): Promise<readonly Value[]>;
  bytes(file: FileValue): Promise<Uint8Array>;
  /** Sends once. `lastLook` runs synchronously just before the bytes leave; false means nothing is sent. */
  write(request: WriteRequest, lastLook: () => boolean): Promise<WriteOutcome>;
  /** The connection test of the connector; resolves or throws `ReadFault`. */
  probe(): Promise<void>;
  /** How long a lost write may still land and become visible. */
  readonly settleMs: number;
  /** After how long a write is given up, at most; 60 000 where the system does not say. */
  readonly timeoutMs?: number;
  /** HTTP calls made so far, by route. */
  calls(): ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Time as a port: tests and the simulation bring their own. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Milliseconds from some start that never step back, where the clock has them. */
  monotonic?(): number;
}
