import { AsyncLocalStorage } from "node:async_hooks";
import chunk from "lodash-es/chunk.js";
import type { FlowWorld, NeedAnswer } from "../../compile/compiled.ts";
import { ReadFault } from "../../connector/operations.ts";
import { Gate } from "../../http/gate.ts";
import type { Lookup } from "../../language/types/frame.ts";
import type { Jsonata } from "../../mapping/tree/field-node.ts";
import { stableHash } from "../../value/hash.ts";
import type { RecordValue, Value } from "../../value/value.ts";
import { ReshapeFault } from "../base/reshape-fault.ts";
import type { LookupSource } from "./lookups.ts";

/**
 * References and searches kept between windows; the oldest go first, so that memory does not grow with the registers.
 * Within a window nothing is forgotten: what evaluations wait for must still be there when all of it has come.
 */
export const KEPT_MAX = 30_000;
/** Look-ups in a row that fail because the system is busy: then it is down for everybody. */
const LATER_MAX = 4;
/** A batch that fails is cut into so many, until the look-up that fails is alone. */
const PARTS = 16;

/** Prerequisites that wait for one another would wait for ever. */
const inCircles = new ReadFault("rejected", {
  system: "koppel",
  route: "its prerequisites",
  message: "it is a prerequisite of itself",
});

/**
 * The world of one run: answers from memory, notes what is missing, and fetches it in batches. Child records belong to
 * the documents in hand and are forgotten with them (`forgetRelations`).
 */
export class RunWorld implements FlowWorld {
  readonly now: string;
  readonly today: string;
  /** Keys that could not be answered yet since `begin`; their fetch may be under way for another evaluation. */
  #missing: string[] = [];
  /** The look-up asked for since `begin` that failed, for this record alone. */
  failure: ReadFault | undefined;
  readonly #source: LookupSource;
  readonly #concurrency: number;
  readonly #kept = new Map<string, Value>();
  /** Records that had no link when they were asked for: this very run may make one. */
  readonly #unlinked = new Set<string>();
  readonly #relations = new Map<string, Value>();
  /** The keys of the child records of each record that was asked for some. */
  readonly #relationsOf = new Map<RecordValue, string[]>();
  readonly #needs = new Map<string, NeedAnswer>();
  readonly #failed = new Map<string, ReadFault>();
  readonly #pending = new Map<string, Lookup>();
  readonly #pendingNeeds = new Map<string, { register: string; record: RecordValue; reference: boolean }>();
  readonly #underWay = new Map<string, Promise<void>>();
  /** Which prerequisites are being worked out for the sake of which, and what each of them waits for. */
  readonly #within = new AsyncLocalStorage<{ readonly key: string; readonly letGo: () => void }>();
  readonly #needing = new Set<string>();
  readonly #waitsFor = new Map<string, Set<string>>();
  #laterInARow = 0;

  readonly #stopping: () => boolean;

  /** `concurrency`: batches under way at once. */
  constructor(
    source: LookupSource,
    concurrency: number,
    now: string,
    today: string,
    stopping: () => boolean = () => false,
  ) {
    this.#source = source;
    this.#concurrency = concurrency;
    this.now = now;
    this.today = today;
    this.#stopping = stopping;
  }

  begin(): void {
    this.#missing = [];
    this.failure = undefined;
  }

  get missing(): readonly string[] {
    return this.#missing;
  }

  /** Child records are about to be fetched, which is cheaper for many records together. */
  get wantsRelations(): boolean {
    return this.#pending.values().some(({ op }) => op === "relation");
  }

  lookup(request: Lookup): Value {
    const cache = request.op === "relation" ? this.#relations : this.#kept;
    const found = cache.get(request.key);
    if (found !== undefined || cache.has(request.key)) return found;
    const failed = this.#failed.get(request.key);
    if (failed !== undefined) {
      this.failure = failed;
      return undefined;
    }
    this.#missing.push(request.key);
    if (!this.#underWay.has(request.key)) this.#pending.set(request.key, request);
    return undefined;
  }

  reshape(cell: Jsonata, input: Value): Value {
    const key = `jsonata ${cell.id} ${stableHash(input)}`;
    const failed = this.#failed.get(key);
    if (failed !== undefined) this.failure = failed;
    if (failed !== undefined || this.#relations.has(key)) return this.#relations.get(key);
    this.#missing.push(key);
    if (!this.#underWay.has(key)) this.#track(key, this.#reshape(key, cell, input));
    return undefined;
  }

  async #reshape(key: string, cell: Jsonata, input: Value): Promise<void> {
    const { reshape } = await import("./reshape.ts");
    try {
      this.#relations.set(key, await reshape(cell, input, this.#stopping));
    } catch (fault) {
      if (!(fault instanceof ReshapeFault)) throw fault;
      this.#failed.set(key, fault);
    }
  }

  need(register: string, record: RecordValue, key: string, reference: boolean): NeedAnswer | undefined {
    const found = this.#needs.get(key);
    if (found !== undefined) return found;
    const failed = this.#failed.get(key);
    if (failed !== undefined) {
      this.failure = failed;
      return { state: "passed" };
    }
    this.#missing.push(key);
    if (!this.#underWay.has(key)) this.#pendingNeeds.set(key, { register, record, reference });
    return undefined;
  }

  /**
   * Fetches what is noted as missing and waits for `keys`, under way elsewhere or not. What one record's look-up does
   * wrong (`rejected`, `broken`) stays with the records that ask for it; what concerns the whole system throws.
   */
  async fetch(keys: ReadonlySet<string>): Promise<void> {
    const batches = [...Map.groupBy(this.#pending.values(), batchOf).values()];
    const needs = [...this.#pendingNeeds];
    this.#pending.clear();
    this.#pendingNeeds.clear();
    const gate = new Gate(this.#concurrency);
    // None begins before all are noted as under way.
    const soon = (work: (letGo: () => void) => Promise<void>): Promise<void> =>
      Promise.resolve().then(() => gate.run(work));
    for (const batch of batches) {
      const fetching = soon(() => this.#fetchBatch(batch));
      for (const lookup of batch) this.#track(lookup.key, fetching);
    }
    for (const [key, { register, record, reference }] of needs) {
      const working = async (): Promise<void> =>
        void this.#needs.set(key, await this.#source.need(register, record, reference));
      this.#needing.add(key);
      this.#track(
        key,
        soon((letGo) => this.#within.run({ key, letGo }, working)),
      );
    }
    await this.#waitFor([...keys]);
  }

  /** Waits for all of them, so that nothing is still at work when a failure is told. */
  async #waitFor(keys: readonly string[]): Promise<void> {
    const within = this.#within.getStore();
    const here = within?.key;
    // Who waits for another prerequisite gives up the place: that one may be queueing behind it.
    if (keys.some((key) => this.#needing.has(key))) within?.letGo();
    const circular = here === undefined ? [] : keys.filter((key) => this.#leadsTo(key, here));
    for (const key of circular) this.#failed.set(key, inCircles);
    const awaited = keys.filter((key) => !circular.includes(key));
    if (here !== undefined) this.#waitsFor.set(here, new Set(awaited));
    const ends = await Promise.allSettled(awaited.map((key) => this.#underWay.get(key)));
    if (here !== undefined) this.#waitsFor.delete(here);
    const failed = ends.find((end) => end.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  #leadsTo(key: string, wanted: string, seen: Set<string> = new Set()): boolean {
    if (key === wanted) return true;
    if (seen.has(key)) return false;
    seen.add(key);
    return [...(this.#waitsFor.get(key) ?? [])].some((next) => this.#leadsTo(next, wanted, seen));
  }

  /** Forgets the child records, failures, prerequisites and absent links of the documents that have been dealt with. */
  forgetRelations(): void {
    this.#relations.clear();
    this.#relationsOf.clear();
    this.#needs.clear();
    this.#failed.clear();
    for (const key of this.#unlinked) this.#kept.delete(key);
    this.#unlinked.clear();
    for (const key of this.#kept.keys()) {
      if (this.#kept.size <= KEPT_MAX) break;
      this.#kept.delete(key);
    }
  }

  /** Forgets the child records of one document that has been dealt with, before the others of its window. */
  forgetRelationsOf(record: RecordValue): void {
    for (const key of this.#relationsOf.get(record) ?? []) this.#relations.delete(key);
    this.#relationsOf.delete(record);
  }

  #track(key: string, fetching: Promise<void>): void {
    const tracked = fetching.finally(() => {
      this.#underWay.delete(key);
      this.#needing.delete(key);
    });
    // Whoever waits for the key hears of the failure; nobody waiting must not end the process.
    tracked.catch(() => {});
    this.#underWay.set(key, tracked);
  }

  async #fetchBatch(batch: readonly Lookup[]): Promise<void> {
    try {
      await this.#answer(batch);
      this.#laterInARow = 0;
    } catch (fault) {
      if (!(fault instanceof ReadFault) || fault.kind === "blocked") throw fault;
      const [only] = batch;
      if (batch.length > 1) {
        for (const part of chunk(batch, Math.ceil(batch.length / PARTS))) await this.#fetchBatch(part);
      } else if (only !== undefined) {
        // What everybody asks for concerns everybody, and so does a system that answers nobody.
        if (fault.kind === "later" && (only.op === "all" || ++this.#laterInARow >= LATER_MAX)) throw fault;
        this.#failed.set(only.key, fault);
      }
    }
  }

  async #answer(batch: readonly Lookup[]): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    if (first.op === "byId") {
      const asked = batch.filter((lookup) => lookup.op === "byId");
      const records = await this.#source.readMany(
        first.kind,
        asked.map((lookup) => lookup.id),
      );
      for (const lookup of asked) this.#kept.set(lookup.key, records.get(String(lookup.id)) ?? null);
    } else if (first.op === "relation") {
      const asked = batch.filter((lookup) => lookup.op === "relation");
      const answers = await this.#source.relation(
        first.kind,
        first.relation,
        asked.map((lookup) => lookup.of),
      );
      for (const [index, { key, of }] of asked.entries()) {
        this.#relations.set(key, answers[index] ?? null);
        const keys = this.#relationsOf.get(of);
        if (keys === undefined) this.#relationsOf.set(of, [key]);
        else keys.push(key);
      }
    } else if (first.op === "linked") {
      const linked = await this.#source.linked(first.register, first.side, first.id);
      if (linked === undefined) this.#unlinked.add(first.key);
      this.#kept.set(first.key, linked ?? null);
    } else {
      const found = await this.#source.find(first.kind, first.where);
      this.#kept.set(first.key, first.op === "all" ? found : (found[0] ?? null));
    }
  }
}

/** Look-ups of one batch go to the system together. */
function batchOf(lookup: Lookup): string {
  if (lookup.op === "byId") return `byId ${lookup.kind}`;
  if (lookup.op === "relation") return `relation ${lookup.kind} ${lookup.relation}`;
  return lookup.key;
}
