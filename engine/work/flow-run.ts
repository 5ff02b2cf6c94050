import type { CompiledFlow, KindRef, Said, Scene } from "../compile/compiled.ts";
import type { ReadFault } from "../connector/operations.ts";
import type { EffectContext } from "../effect/effect.ts";
import { inParallel, inParallelAsTheyCome } from "../http/parallel.ts";
import type { System } from "../http/system.ts";
import { lookupById } from "../language/types/lookup.ts";
import type { Span } from "../source/span.ts";
import type { Store } from "../store/store.ts";
import { stableHash } from "../value/hash.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { fieldOf, idFieldOf, idOf, type Job, scopeOf, systemOf } from "./job.ts";
import { Planned } from "./planned.ts";
import { type StandardCode, saidStandard } from "./said.ts";
import { LeaseLost, Trouble } from "./trouble.ts";
import { Books } from "./world/books.ts";
import { KnownRecords } from "./world/known-records.ts";
import { attempt, evaluateAll, type RunWorld } from "./world/run-world.ts";
import { Watermarks } from "./world/watermarks.ts";

/** What was made longer ago than this and is not to be read any more has been taken away. */
const GONE_MS = 10 * 60_000;

export interface FlowRunOptions {
  readonly id: string;
  readonly planning: boolean;
  readonly fence: number;
  readonly held: () => boolean;
  readonly stopping: () => boolean;
  readonly patienceMs: number;
}

/** What the flows of one run share: the world, the lease, the books. */
export class FlowRun {
  readonly job: Job;
  readonly scope: string;
  readonly store: Store;
  readonly world: RunWorld;
  readonly scene: Scene;
  readonly id: string;
  readonly planning: boolean;
  readonly startedAt: number;
  readonly planned = new Planned();
  readonly books: Books;
  readonly watermarks: Watermarks;
  readonly known: KnownRecords;
  readonly trouble: Trouble;
  readonly #options: FlowRunOptions;
  #stopped = false;

  constructor(job: Job, world: RunWorld, scene: Scene, options: FlowRunOptions) {
    this.job = job;
    this.scope = scopeOf(job);
    this.store = job.store;
    this.world = world;
    this.scene = scene;
    this.id = options.id;
    this.planning = options.planning;
    this.startedAt = job.clock.now();
    this.books = new Books(job, { ...options, planned: this.planned });
    this.watermarks = new Watermarks(job, options.planning);
    this.known = new KnownRecords(job, this.planned);
    this.trouble = new Trouble(job.integration);
    this.#options = options;
  }

  // ---- names

  system(kind: Pick<KindRef, "side">): System {
    return systemOf(this.job, kind);
  }

  idOf(kind: KindRef, record: RecordValue): string {
    return idOf(this.job, kind, record);
  }

  idFieldOf(kind: KindRef): string {
    return idFieldOf(this.job, kind);
  }

  /** The id as the other side wrote it (a number stays a number). */
  ownId(kind: KindRef, record: RecordValue, id: string): Value {
    return record[this.idFieldOf(kind)] ?? id;
  }

  labelOf(kind: KindRef, record: RecordValue): string {
    const schema = this.job.schemas.get(kind.side)?.kinds.get(kind.kind);
    const parts = (schema?.label ?? [])
      .map((field) => fieldOf(record, field))
      .filter((part) => part !== undefined && part !== null);
    return parts.length > 0 ? parts.map(String).join(" ") : this.idOf(kind, record);
  }

  effectKey(flow: string, item: string, step: string): string {
    return stableHash([this.scope, flow, item, step]);
  }

  effectContext(): EffectContext {
    return {
      store: this.store,
      clock: this.job.clock,
      fence: this.#options.fence,
      held: this.#options.held,
      patienceMs: this.#options.patienceMs,
    };
  }

  /** Once true it stays so: what was left out because of it must not be missed by something that goes on. */
  stopping(): boolean {
    this.#stopped ||= this.#options.stopping() || !this.#options.held();
    return this.#stopped;
  }

  standard<Code extends StandardCode>(code: Code, facts: Parameters<typeof saidStandard<Code>>[1], span: Span): Said {
    return saidStandard(code, facts, span);
  }

  // ---- evaluating

  evaluateAll<Subject, Result>(
    subjects: readonly Subject[],
    evaluate: (subject: Subject) => Result,
    others: readonly Subject[] = [],
  ): Promise<(Result | ReadFault)[]> {
    return evaluateAll(this.world, subjects, this.job.concurrency, evaluate, others);
  }

  async evaluateOne<Result>(evaluate: (scene: Scene) => Result): Promise<Result | ReadFault> {
    // Most have all that they ask for, and need no rounds.
    const known = attempt(this.world, () => evaluate(this.scene));
    if (known !== undefined) return known.value;
    const [result] = await this.evaluateAll([undefined], () => evaluate(this.scene));
    return result as Result | ReadFault;
  }

  /** An evaluation that is known already, or made anew when it turns out to need further look-ups. */
  async settle<Result>(known: () => Result, anew: (scene: Scene) => Result): Promise<Result | ReadFault> {
    this.world.begin();
    const result = known();
    if (this.world.missing.length === 0) return this.world.failure ?? result;
    return this.evaluateOne(anew);
  }

  parallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
    return inParallel(items, this.job.concurrency, async (item) => {
      if (!this.stopping()) await work(item);
    });
  }

  /** The same for items that come in parts, each of which is asked for while the one before is still worked on. */
  parallelAsTheyCome<Item>(
    nextPart: () => Promise<readonly Item[] | undefined>,
    work: (item: Item) => Promise<void>,
  ): Promise<void> {
    return inParallelAsTheyCome(nextPart, this.job.concurrency, async (item) => {
      if (!this.stopping()) await work(item);
    });
  }

  // ---- the other side's records

  /** The record that a reference stands for; undefined when it is gone. */
  async readWhole(kind: KindRef, reference: RecordValue): Promise<RecordValue | undefined | ReadFault> {
    const request = lookupById(`${kind.side}/${kind.kind}`, this.idOf(kind, reference));
    const whole = await this.evaluateOne((scene) => scene.world.lookup(request));
    return whole === null ? undefined : (whole as RecordValue | undefined | ReadFault);
  }

  /** What a process that died was about to make has been found by its match: nothing is open about it any more. */
  async confirmFound(effectKey: string, target: string): Promise<void> {
    const { store, fence, clock } = this.effectContext();
    const intent = await store.intents.get(effectKey);
    if (intent === undefined || intent.state === "confirmed") return;
    const ours = await store.intents.update(effectKey, fence, { state: "confirmed", targetId: target }, clock.now());
    if (!ours) throw new LeaseLost();
  }

  /** Whether a record that an effect made long enough ago is not there any more. */
  async isGone(kind: KindRef, id: string, effectKey: string): Promise<boolean> {
    const intent = await this.store.intents.get(effectKey);
    const age = this.job.clock.now() - (intent?.updatedAt ?? this.job.clock.now());
    if (age < Math.max(this.system(kind).settleMs, GONE_MS)) return false;
    return (await this.system(kind).read(kind.kind, id)) === undefined;
  }

  /** A source record that was open and is not there any more: nothing is left to be done. */
  async gone(flow: CompiledFlow, source: string): Promise<void> {
    await this.watermarks.noteOpen(flow, source, false);
    await this.books.gone(flow, source);
  }

  /** What concerned one flow alone does not concern the next. */
  forgetFlow(): void {
    this.trouble.arrived();
    this.known.forgetFlow();
    this.world.forgetRelations();
  }
}
