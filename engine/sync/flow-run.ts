import type {
  CompiledFlow,
  CompiledRegister,
  CompiledTransfer,
  ItemName,
  KindRef,
  Lineage,
  NeedAnswer,
  Said,
  Scene,
} from "../compile/compiled.ts";
import { ReadFault } from "../connector/operations.ts";
import type { System } from "../http/system.ts";
import { lookupById } from "../language/lookup.ts";
import type { Span } from "../source/span.ts";
import type { LogEntry, RecordState, Store } from "../store/store.ts";
import { StoreFault } from "../store/store-fault.ts";
import { sameValue } from "../value/equality.ts";
import { stableHash } from "../value/hash.ts";
import type { RecordValue, Value } from "../value/value.ts";
import type { EffectContext, EffectOutcome } from "./effect.ts";
import { attempt, evaluateAll, KEPT_MAX, RunStopped, type RunWorld } from "./flow-world.ts";
import { fieldOf, idFieldOf, idOf, type Job, scopeOf, systemOf } from "./job.ts";
import { inParallel, inParallelAsTheyCome } from "./parallel.ts";
import type { Carried, RegisterAction } from "./register.ts";
import { InternalFault, type StandardCode, saidOfFaults, saidStandard } from "./said.ts";

/** Thrown to end a run whose lease went to somebody else: nothing more may be written. */
export class LeaseLost extends Error {
  constructor() {
    super("another process has taken over this integration");
    this.name = "LeaseLost";
  }
}

/** Thrown to end a flow because the other side refuses the integration itself: no record is at fault. */
export class FlowBlocked extends Error {
  readonly system: string;
  constructor(system: string, reason: string) {
    super(reason);
    this.name = "FlowBlocked";
    this.system = system;
  }
}

/** One thing a plan says would happen; `lineage` gives the cause of each field. */
export interface PlannedAction {
  readonly flow: string;
  readonly action: "create" | "link" | "update" | "write back" | "refuse" | "wait" | "pass" | "nothing" | "step";
  readonly record: string;
  readonly label: string;
  readonly to: string;
  readonly target: string | undefined;
  readonly body: RecordValue | undefined;
  readonly before: RecordValue | undefined;
  readonly lineage: readonly Lineage[];
  readonly said: readonly Said[];
}

export interface Counts {
  taken: number;
  created: number;
  updated: number;
  linked: number;
  found: number;
  unchanged: number;
  refused: number;
  waiting: number;
  skipped: number;
}

/** A watermark is set back by this much, for clocks that differ and changes that became visible late. */
const OVERLAP_MS = 10 * 60_000;
const FULL_PASS_MS = 24 * 60 * 60_000;
/** What was made longer ago than this and is not to be read any more has been taken away. */
const GONE_MS = 10 * 60_000;
/** Records in a row that are refused with the integration itself, or that a busy system does not give: then it is the system. */
const IN_A_ROW_MAX = 5;

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
  readonly counts = new Map<string, Counts>();
  readonly planned: PlannedAction[] = [];
  readonly startedAt: number;
  readonly #options: FlowRunOptions;
  readonly #underWay = new Map<string, Promise<unknown>>();
  readonly #linkedBefore = new Map<string, NeedAnswer>();
  readonly #found = new Map<string, RecordValue[]>();
  readonly #plannedRecords = new Set<string>();
  readonly #plannedLinks = new Map<string, string>();
  readonly #creators = new Map<string, { readonly source: string; readonly label: string }>();
  readonly #open = new Map<string, Set<string>>();
  #blocked: { readonly fault: FlowBlocked; times: number } | undefined;
  #laterInARow = 0;
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
    this.#options = options;
  }

  // ---- names

  system(kind: Pick<KindRef, "system">): System {
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
    const schema = this.job.schemas.get(kind.system)?.kinds.get(kind.kind);
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

  /** Single flight: whoever asks for the same key while it is under way gets the same answer. */
  once<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const going = this.#underWay.get(key);
    if (going !== undefined) return going as Promise<Result>;
    const started = work().finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, started);
    return started;
  }

  /** The linked record that the same key had before in this flow, or what `work` finds. */
  async linkedBefore(key: string, work: () => Promise<NeedAnswer>): Promise<NeedAnswer> {
    const known = this.#linkedBefore.get(key);
    if (known !== undefined) return known;
    const answer = await work();
    if (this.#linkedBefore.size >= KEPT_MAX) this.#linkedBefore.clear();
    if (answer.state === "linked") this.#linkedBefore.set(key, answer);
    return answer;
  }

  // ---- the other side's records

  /** Candidates for a match. Lists that the system cannot filter further are read once a run and kept up to date here. */
  async findKnown(kind: KindRef, where: RecordValue): Promise<readonly RecordValue[]> {
    const filters = this.job.schemas.get(kind.system)?.kinds.get(kind.kind)?.filters ?? new Set<string>();
    const coarse = Object.fromEntries(Object.entries(where).filter(([field]) => filters.has(field)));
    if (Object.keys(coarse).length === Object.keys(where).length) return this.system(kind).find(kind.kind, where);
    const key = `${kind.system}/${kind.kind} ${stableHash(coarse)}`;
    const known =
      this.#found.get(key) ??
      (await this.once(`find ${key}`, async () => [...(await this.system(kind).find(kind.kind, coarse))]));
    this.#found.set(key, known);
    return known.filter((record) =>
      Object.entries(where).every(([field, value]) => sameValue(fieldOf(record, field), value)),
    );
  }

  /** The record that a reference stands for; undefined when it is gone. */
  async readWhole(kind: KindRef, reference: RecordValue): Promise<RecordValue | undefined | ReadFault> {
    const request = lookupById(`${kind.system}/${kind.kind}`, this.idOf(kind, reference));
    const whole = await this.evaluateOne((scene) => scene.world.lookup(request));
    return whole === null ? undefined : (whole as RecordValue | undefined | ReadFault);
  }

  /** A record made in this run belongs to the lists that were read before. */
  noteCreated(kind: KindRef, record: RecordValue): void {
    for (const [key, known] of this.#found) if (key.startsWith(`${kind.system}/${kind.kind} `)) known.push(record);
  }

  /** Who else is linked with a record of the other side. */
  async linkedElsewhere(register: CompiledRegister, source: string, target: string): Promise<string | undefined> {
    const other = (await this.store.links.byTarget(this.scope, register.name, target))?.source;
    const known = other ?? this.plannedSource(register.name, target);
    return known === source ? undefined : known;
  }

  /** Another record that is about to become, or became in this run, what this one would become; the first one has it. */
  twinOf(
    register: CompiledRegister,
    { matchHash, item }: { readonly matchHash: string; readonly item: ItemName },
  ): string | undefined {
    const key = `${register.name} ${matchHash}`;
    const first = this.#creators.get(key);
    if (first === undefined) this.#creators.set(key, { source: item.id, label: item.label });
    return first === undefined || first.source === item.id ? undefined : first.label;
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

  // ---- outcomes

  troubleOf(
    outcome: Exclude<EffectOutcome, { kind: "confirmed" }>,
    system: string,
    span: Span,
    label = "",
  ): Exclude<Carried, { kind: "linked" | "passed" }> {
    switch (outcome.kind) {
      case "refused":
        return { kind: "refused", said: saidOfFaults(this.job.integration, system, outcome.faults, span) };
      case "waiting":
        return { kind: "waiting", reason: outcome.reason };
      case "duplicate":
        return {
          kind: "refused",
          said: [this.standard("duplicate-found", { record: label, targets: outcome.ids.join(", ") }, span)],
        };
      case "undecided":
        return { kind: "refused", said: [this.standard("undecided", { record: label, reason: outcome.reason }, span)] };
      case "blocked":
        return this.#blockedBy(system, outcome.reason);
      case "lost":
        throw new LeaseLost();
    }
  }

  /** One record may be closed to us; several in a row mean that the system is, and end the flow. */
  #blockedBy(system: string, reason: string): { readonly kind: "waiting"; readonly reason: string } {
    const times = (this.#blocked?.times ?? 0) + 1;
    this.#blocked = { fault: new FlowBlocked(system, reason), times };
    if (times >= IN_A_ROW_MAX) throw this.#blocked.fault;
    return { kind: "waiting", reason: `${system}: ${reason}` };
  }

  /** Something arrived: the systems are there and let us in. */
  noteArrived(): void {
    this.#blocked = undefined;
    this.#laterInARow = 0;
  }

  /** The flow has come to its end: tells what kept its last records from arriving. */
  endFlow(): void {
    if (this.#blocked !== undefined) throw this.#blocked.fault;
  }

  /** What concerned one flow alone does not concern the next. */
  forgetFlow(): void {
    this.noteArrived();
    this.#creators.clear();
    this.#linkedBefore.clear();
    this.world.forgetRelations();
  }

  /** A flow that could not be carried out. Logged when it is news, and not every ten minutes. */
  async problem(flow: CompiledFlow, problem: { code: string; text: string; advice: string }): Promise<void> {
    const before = await this.store.memory.get(this.scope, "problem", flow.name);
    if (before === problem.text) return;
    this.log(flow, { id: "", label: flow.title }, "error", problem.code, problem.text, problem.advice);
    await this.store.memory.put(this.scope, "problem", flow.name, problem.text);
  }

  /** A flow went through: its next problem is news. */
  async solved(flow: string): Promise<void> {
    if (this.planning || (await this.store.memory.get(this.scope, "problem", flow)) === undefined) return;
    await this.store.memory.remove(this.scope, "problem", flow);
  }

  /** What was thrown, as a fault of the record in hand; thrown again when it concerns more than that. */
  faultOfRecord(thrown: unknown): ReadFault {
    const isOfRun =
      thrown instanceof LeaseLost ||
      thrown instanceof FlowBlocked ||
      thrown instanceof RunStopped ||
      thrown instanceof StoreFault;
    if (isOfRun) throw thrown;
    if (!(thrown instanceof ReadFault)) return new InternalFault(thrown);
    if (thrown.kind === "blocked") throw thrown;
    if (thrown.kind === "later" && ++this.#laterInARow >= IN_A_ROW_MAX) throw thrown;
    return thrown;
  }

  // ---- the books

  countsOf(flow: string): Counts {
    const counts = this.counts.get(flow) ?? {
      taken: 0,
      created: 0,
      updated: 0,
      linked: 0,
      found: 0,
      unchanged: 0,
      refused: 0,
      waiting: 0,
      skipped: 0,
    };
    this.counts.set(flow, counts);
    return counts;
  }

  taken(flow: string): void {
    const counts = this.countsOf(flow);
    counts.taken++;
    this.job.progress({ flow, phase: "carrying", taken: counts.taken, refused: counts.refused });
  }

  log(
    flow: CompiledFlow,
    item: ItemName,
    level: LogEntry["level"],
    code: string,
    message: string,
    advice?: string,
    target?: string,
  ): void {
    const entry = {
      at: this.job.clock.now(),
      scope: this.scope,
      run: this.id,
      flow: flow.name,
      source: item.id,
      label: item.label,
      level,
      code,
      message,
      advice,
      target,
    };
    this.store.log.add(entry);
  }

  async refuse(flow: CompiledFlow, item: ItemName, said: readonly Said[], record: RecordValue): Promise<void> {
    this.countsOf(flow.name).refused++;
    if (this.planning) {
      this.planned.push({
        flow: flow.name,
        action: "refuse",
        record: item.id,
        label: item.label,
        to: flow.kind === "follow" ? "" : `${flow.to.system}/${flow.to.kind}`,
        target: undefined,
        body: undefined,
        before: undefined,
        lineage: [],
        said,
      });
      return;
    }
    const before = await this.store.records.get(this.scope, flow.name, item.id);
    const message = [...new Set(said.map((one) => one.text))].join(" ");
    const advice = [...new Set(said.flatMap((one) => one.advice ?? []))].join(" ") || undefined;
    const code = said[0]?.code ?? "refused";
    // The same refusal again is no news: it stands in the log once, and stays visible in the record's state.
    if (before?.state !== "refused" || before.message !== message) this.log(flow, item, "error", code, message, advice);
    const target = before?.target;
    this.#put(flow, item, { state: "refused", sourceHash: stableHash(record), code, message, advice, target });
  }

  async wait(flow: CompiledFlow, item: ItemName, reason: string): Promise<void> {
    this.countsOf(flow.name).waiting++;
    if (this.planning) return;
    const before = await this.store.records.get(this.scope, flow.name, item.id);
    const message = reason === "" ? undefined : reason;
    if (before?.state === "waiting" && before.message === message) return;
    if (message !== undefined) this.log(flow, item, "warning", "waiting", message);
    this.#put(flow, item, { state: "waiting", message, target: before?.target });
  }

  async skip(flow: CompiledFlow, item: ItemName, said: Said | undefined): Promise<void> {
    this.countsOf(flow.name).skipped++;
    if (this.planning) return;
    const before = await this.store.records.get(this.scope, flow.name, item.id);
    if (said === undefined) {
      // What was wrong with it does not matter any more.
      if (before?.state === "refused" || before?.state === "waiting") this.#put(flow, item, { state: "skipped" });
      return;
    }
    if (before?.state !== "skipped" || before.message !== said.text)
      this.log(flow, item, "warning", said.code, said.text, said.advice);
    this.#put(flow, item, { state: "skipped", code: said.code, message: said.text, advice: said.advice });
  }

  async linked(
    register: CompiledRegister,
    item: ItemName,
    carried: Extract<Carried, { kind: "linked" }>,
  ): Promise<void> {
    this.logRegister(register, item, carried);
    const before = await this.store.records.get(this.scope, register.name, item.id);
    if (before !== undefined && before.state !== "done")
      this.#put(register, item, { state: "done", target: carried.id });
  }

  logRegister(register: CompiledRegister, item: ItemName, carried: Extract<Carried, { kind: "linked" }>): void {
    const counts = this.countsOf(register.name);
    if (carried.did === "nothing") {
      counts.unchanged++;
      return;
    }
    counts[carried.did]++;
    const words = {
      linked: "linked with",
      created: "created as",
      updated: "updated",
      found: "found again as",
    } as const;
    this.log(
      register,
      item,
      "info",
      carried.did,
      `${item.label} ${words[carried.did]} ${carried.id}`,
      undefined,
      carried.id,
    );
  }

  async transferred(
    transfer: CompiledTransfer,
    item: ItemName,
    target: string,
    by: "created" | "found" | "remembered",
    watched: boolean,
  ): Promise<void> {
    const isOld =
      by === "remembered" && (await this.store.records.get(this.scope, transfer.name, item.id))?.target === target;
    const counts = this.countsOf(transfer.name);
    if (isOld) counts.unchanged++;
    else counts[by === "found" ? "found" : "created"]++;
    if (!isOld) {
      const text =
        by === "found" ? `${item.label} was there already, as ${target}` : `${item.label} transferred as ${target}`;
      this.log(transfer, item, "info", by === "found" ? "found" : "transferred", text, undefined, target);
    }
    this.#put(transfer, item, { state: watched ? "watched" : "done", target });
  }

  /** A rule of a follow was carried out. What it says stands in the log once, for as long as it says it. */
  followed(
    follow: CompiledFlow,
    item: ItemName,
    done: {
      readonly rule: string;
      readonly before: RecordState | undefined;
      readonly moved: boolean;
      readonly said: Said | undefined;
      readonly keeps: boolean;
      readonly target: string | undefined;
    },
  ): void {
    const { said, before, target } = done;
    if (said !== undefined) this.log(follow, item, "warning", said.code, said.text, said.advice, target);
    else if (done.moved) this.log(follow, item, "info", "followed", `${item.label}: ${done.rule}`, undefined, target);
    this.countsOf(follow.name)[done.moved || said !== undefined ? "updated" : "unchanged"]++;
    if (said !== undefined)
      this.#put(follow, item, { state: "done", target, code: said.code, message: said.text, advice: said.advice });
    else if (before !== undefined && !done.keeps && (before.state !== "done" || before.message !== undefined))
      this.#put(follow, item, { state: "done", target });
  }

  /** What waited for the answer to its last write has got there without it. */
  async arrived(transfer: CompiledTransfer, source: string, watched: boolean): Promise<void> {
    const before = await this.store.records.get(this.scope, transfer.name, source);
    if (before?.state !== "waiting" || before.target === undefined) return;
    const { label, target } = before;
    this.#put(transfer, { id: source, label }, { state: watched ? "watched" : "done", target });
  }

  #put(flow: CompiledFlow, item: ItemName, state: Partial<RecordState> & Pick<RecordState, "state">): void {
    this.store.records.putSoon({
      scope: this.scope,
      flow: flow.name,
      source: item.id,
      label: item.label,
      sourceHash: "",
      target: undefined,
      code: undefined,
      message: undefined,
      advice: undefined,
      at: this.job.clock.now(),
      ...state,
    });
  }

  /** The source that this plan would link with a record of the other side. */
  plannedSource(register: string, target: string): string | undefined {
    return this.#plannedLinks.get(`${register} ${target}`);
  }

  notePlanned(register: CompiledRegister, item: ItemName, action: RegisterAction): void {
    const key = `${register.name} ${item.id}`;
    if (this.#plannedRecords.has(key)) return;
    this.#plannedRecords.add(key);
    if ("target" in action) this.#plannedLinks.set(`${register.name} ${action.target}`, item.id);
    const names = {
      nothing: "nothing",
      link: "link",
      create: "create",
      update: "update",
      pass: "pass",
      refused: "refuse",
    } as const;
    this.planned.push({
      flow: register.name,
      action: names[action.kind],
      record: item.id,
      label: item.label,
      to: `${register.to.system}/${register.to.kind}`,
      target: "target" in action ? action.target : undefined,
      body: action.kind === "update" ? action.changed : action.kind === "create" ? action.body : undefined,
      before: action.kind === "update" ? action.before : undefined,
      lineage: "lineage" in action ? action.lineage : [],
      said: action.kind === "refused" ? action.said : [],
    });
  }

  // ---- watermarks

  /** Source records that an earlier run could not settle. */
  async openRecords(flow: CompiledFlow): Promise<readonly string[]> {
    return [...(await this.#openOf(flow.name))];
  }

  async #openOf(flow: string): Promise<Set<string>> {
    const known = this.#open.get(flow) ?? new Set((await this.store.memory.all(this.scope, `open ${flow}`)).keys());
    this.#open.set(flow, known);
    return known;
  }

  /** Remembers a source record that is not settled, so that the next run reads it again; and forgets it when it is. */
  async noteOpen(flow: CompiledFlow, source: string, open: boolean): Promise<void> {
    const known = await this.#openOf(flow.name);
    if (this.planning || known.has(source) === open) return;
    if (open) {
      known.add(source);
      await this.store.memory.put(this.scope, `open ${flow.name}`, source, "");
    } else {
      known.delete(source);
      await this.store.memory.remove(this.scope, `open ${flow.name}`, source);
    }
  }

  /** A source record that was open and is not there any more: nothing is left to be done. */
  async gone(flow: CompiledFlow, source: string): Promise<void> {
    await this.noteOpen(flow, source, false);
    const before = await this.store.records.get(this.scope, flow.name, source);
    if (this.planning || before === undefined || before.state === "done" || before.state === "watched") return;
    const message = `${before.label} is not there any more.`;
    this.log(flow, { id: source, label: before.label }, "warning", "gone", message);
    this.#put(flow, { id: source, label: before.label }, { state: "skipped", code: "gone", message });
  }

  async changedSince(flow: string): Promise<string | undefined> {
    return this.store.cursors.get(this.scope, flow, "changed");
  }

  /** Moves the watermark up to where this pass began, less the overlap. */
  async advance(flow: string, startedAt: number, full = false): Promise<void> {
    await this.store.flush();
    await this.store.cursors.set(this.scope, flow, "changed", new Date(startedAt - OVERLAP_MS).toISOString());
    if (full) await this.store.cursors.set(this.scope, flow, "full", new Date(startedAt).toISOString());
  }

  /** Changes that a system does not date (a row's dimension, say) are found by a pass over everything once a day. */
  async isFullPassDue(flow: string): Promise<boolean> {
    const last = await this.store.cursors.get(this.scope, flow, "full");
    return last === undefined || this.job.clock.now() - Date.parse(last) >= FULL_PASS_MS;
  }
}
