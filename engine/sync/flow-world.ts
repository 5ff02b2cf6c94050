import type { FlowWorld, NeedAnswer } from "../compile/compiled.ts";
import { ReadFault } from "../connector/operations.ts";
import type { Lookup } from "../language/frame.ts";
import { stableHash } from "../value/hash.ts";
import type { RecordValue, Value } from "../value/value.ts";

type Returns = Parameters<NonNullable<FlowWorld["reshape"]>>[2];

/** Fetches what evaluations asked for. `linked` is answered from the store; the rest by the systems. */
export interface LookupSource {
  readMany(kind: string, ids: readonly (string | number)[]): Promise<ReadonlyMap<string, RecordValue>>;
  find(kind: string, where: Readonly<Record<string, Value>>): Promise<readonly RecordValue[]>;
  relation(kind: string, relation: string, of: readonly RecordValue[]): Promise<readonly Value[]>;
  linked(register: string, record: RecordValue): Promise<RecordValue | undefined>;
  need(register: string, record: RecordValue, reference: boolean): Promise<NeedAnswer>;
}

/** References and searches kept for the run; the oldest go first, so that memory does not grow with the registers. */
const KEPT_MAX = 30_000;
/** Rounds of "evaluate, fetch what was missing, evaluate again"; each look-up through another costs one. */
export const ROUNDS_MAX = 12;

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
  readonly #kept = new Map<string, Value>();
  readonly #relations = new Map<string, Value>();
  readonly #needs = new Map<string, NeedAnswer>();
  readonly #failed = new Map<string, ReadFault>();
  readonly #pending = new Map<string, Lookup>();
  readonly #pendingNeeds = new Map<string, { register: string; record: RecordValue; reference: boolean }>();
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(source: LookupSource, now: string, today: string) {
    this.#source = source;
    this.now = now;
    this.today = today;
  }

  begin(): void {
    this.#missing = [];
    this.failure = undefined;
  }

  get missing(): readonly string[] {
    return this.#missing;
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

  reshape(id: string, text: string, returns: Returns, input: Value): Value {
    const key = `jsonata ${id} ${stableHash(input)}`;
    const failed = this.#failed.get(key);
    if (failed !== undefined) this.failure = failed;
    if (failed !== undefined || this.#relations.has(key)) return this.#relations.get(key);
    this.#missing.push(key);
    if (!this.#underWay.has(key)) this.#track(key, this.#reshape(key, text, returns, input));
    return undefined;
  }

  async #reshape(key: string, text: string, returns: Returns, input: Value): Promise<void> {
    const { reshape, ReshapeFault } = await import("./reshape.ts");
    try {
      this.#relations.set(key, await reshape(text, returns, input));
    } catch (fault) {
      if (!(fault instanceof ReshapeFault)) throw fault;
      this.#failed.set(
        key,
        new ReadFault("rejected", { system: "JSONata", route: "the cell's expression", message: fault.message }),
      );
    }
  }

  need(register: string, record: RecordValue, key: string, reference: boolean): NeedAnswer | undefined {
    const found = this.#needs.get(key);
    if (found !== undefined) return found;
    this.#missing.push(key);
    if (!this.#underWay.has(key)) this.#pendingNeeds.set(key, { register, record, reference });
    return undefined;
  }

  /**
   * Fetches what is noted as missing and waits for `keys`, under way elsewhere or not. What one record's look-up does
   * wrong (`rejected`, `broken`) stays with the records that ask for it; what concerns the whole system throws.
   */
  async fetch(keys: ReadonlySet<string>, concurrency: number): Promise<void> {
    const batches = [...Map.groupBy(this.#pending.values(), batchOf).values()];
    const needs = [...this.#pendingNeeds];
    this.#pending.clear();
    this.#pendingNeeds.clear();
    const gate = limiter(concurrency);
    for (const batch of batches) {
      const fetching = gate(() => this.#fetchBatch(batch));
      for (const lookup of batch) this.#track(lookup.key, fetching);
    }
    for (const [key, { register, record, reference }] of needs) {
      this.#track(
        key,
        gate(async () => void this.#needs.set(key, await this.#source.need(register, record, reference))),
      );
    }
    await Promise.all([...keys].map((key) => this.#underWay.get(key)));
  }

  /** Forgets the child records, failures and prerequisites of the documents that have been dealt with. */
  forgetRelations(): void {
    this.#relations.clear();
    this.#needs.clear();
    this.#failed.clear();
  }

  #track(key: string, fetching: Promise<void>): void {
    const tracked = fetching.finally(() => this.#underWay.delete(key));
    // Whoever waits for the key hears of the failure; nobody waiting must not end the process.
    tracked.catch(() => {});
    this.#underWay.set(key, tracked);
  }

  async #fetchBatch(batch: readonly Lookup[]): Promise<void> {
    try {
      await this.#answer(batch);
    } catch (fault) {
      if (!(fault instanceof ReadFault) || fault.kind === "later" || fault.kind === "blocked") throw fault;
      const [only] = batch;
      if (batch.length === 1 && only !== undefined) this.#failed.set(only.key, fault);
      else for (const lookup of batch) await this.#fetchBatch([lookup]);
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
      for (const lookup of asked) this.#keep(lookup.key, records.get(String(lookup.id)) ?? null);
    } else if (first.op === "relation") {
      const asked = batch.filter((lookup) => lookup.op === "relation");
      const answers = await this.#source.relation(
        first.kind,
        first.relation,
        asked.map((lookup) => lookup.of),
      );
      asked.forEach((lookup, index) => void this.#relations.set(lookup.key, answers[index] ?? null));
    } else if (first.op === "linked") {
      this.#keep(first.key, (await this.#source.linked(first.register, first.of)) ?? null);
    } else {
      const found = await this.#source.find(first.kind, first.where);
      this.#keep(first.key, first.op === "all" ? found : (found[0] ?? null));
    }
  }

  #keep(key: string, value: Value): void {
    if (this.#kept.size >= KEPT_MAX) {
      const oldest = this.#kept.keys().next().value;
      if (oldest !== undefined) this.#kept.delete(oldest);
    }
    this.#kept.set(key, value);
  }
}

/**
 * Evaluates each subject until nothing it asks for is missing, fetching what is missing for all of them together.
 * The results stand in the order of the subjects; a subject whose look-up failed has the fault as its result.
 */
export async function evaluateAll<Subject, Result>(
  world: RunWorld,
  subjects: readonly Subject[],
  concurrency: number,
  evaluate: (subject: Subject) => Result,
): Promise<(Result | ReadFault)[]> {
  const results: (Result | ReadFault)[] = new Array(subjects.length);
  let open = subjects.map((_, index) => index);
  for (let round = 0; open.length > 0; round++) {
    if (round === ROUNDS_MAX) throw new Error(`look-ups lead to further look-ups more than ${ROUNDS_MAX} times`);
    const still: number[] = [];
    const keys = new Set<string>();
    for (const index of open) {
      world.begin();
      const result = evaluate(subjects[index] as Subject);
      if (world.missing.length > 0) {
        still.push(index);
        for (const key of world.missing) keys.add(key);
      } else results[index] = world.failure ?? result;
    }
    if (still.length > 0) await world.fetch(keys, concurrency);
    open = still;
  }
  return results;
}

/** At most `limit` of the works handed to it go on at once; the others wait in order. */
function limiter(limit: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      return await work();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}

/** Runs `work` over all items, at most `limit` at once. The first failure is thrown when those under way have ended. */
export async function inParallel<Item>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failure: { readonly cause: unknown } | undefined;
  const worker = async (): Promise<void> => {
    while (next < items.length && failure === undefined) {
      const item = items[next++] as Item;
      try {
        await work(item);
      } catch (cause) {
        failure ??= { cause };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  if (failure !== undefined) throw failure.cause;
}

/** Look-ups of one batch go to the system together. */
function batchOf(lookup: Lookup): string {
  if (lookup.op === "byId") return `byId ${lookup.kind}`;
  if (lookup.op === "relation") return `relation ${lookup.kind} ${lookup.relation}`;
  return lookup.key;
}
