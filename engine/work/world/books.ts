import type { CompiledFlow, CompiledRegister, CompiledTransfer, ItemName, Said } from "../../compile/compiled.ts";
import type { LogEntry, RecordState } from "../../store/store.ts";
import { stableHash } from "../../value/hash.ts";
import type { RecordValue } from "../../value/value.ts";
import { type Job, scopeOf } from "../base/job.ts";
import { idOf } from "../base/names.ts";
import type { Planned } from "../base/planned.ts";
import { joinedProblems } from "../base/problems.ts";

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

/** A record of a register and the record of the other side that it is linked with from now on. */
export interface Linked {
  readonly id: string;
  readonly did: "nothing" | "linked" | "created" | "updated" | "found";
}

/** What a run tells: its counts, the transfer log, and the state of each record. A plan counts, and gathers what it would refuse. */
export class Books {
  readonly counts = new Map<string, Counts>();
  readonly #job: Job;
  readonly #scope: string;
  readonly #run: string;
  readonly #planning: boolean;
  readonly #planned: Planned;

  constructor(job: Job, run: { readonly id: string; readonly planning: boolean; readonly planned: Planned }) {
    this.#job = job;
    this.#scope = scopeOf(job);
    this.#run = run.id;
    this.#planning = run.planning;
    this.#planned = run.planned;
  }

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
    this.#job.progress({ flow, phase: "carrying", taken: counts.taken, refused: counts.refused });
  }

  warn(flow: CompiledFlow, item: ItemName, { code, text, advice }: Said, target?: string): void {
    this.#log(flow, item, "warning", code, text, advice, target);
  }

  #log(
    flow: CompiledFlow,
    item: ItemName,
    level: LogEntry["level"],
    code: string,
    message: string,
    advice?: string,
    target?: string,
  ): void {
    const entry = {
      at: this.#job.clock.now(),
      scope: this.#scope,
      run: this.#run,
      flow: flow.name,
      source: item.id,
      label: item.label,
      level,
      code,
      message,
      advice,
      target,
    };
    this.#job.store.log.add(entry);
  }

  async refuse(flow: CompiledFlow, item: ItemName, said: readonly Said[], record: RecordValue): Promise<void> {
    this.countsOf(flow.name).refused++;
    if (this.#planning) {
      const source = flow.kind === "follow" ? item.id : idOf(this.#job, flow.from, record) || item.id;
      await this.#planned.refused(flow, item, said, record, source);
      return;
    }
    const before = await this.#job.store.records.get(this.#scope, flow.name, item.id);
    const { message, advice } = joinedProblems(said);
    const code = said[0]?.code ?? "refused";
    // The same refusal again is no news: it stands in the log once, and stays visible in the record's state.
    if (before?.state !== "refused" || before.message !== message)
      this.#log(flow, item, "error", code, message, advice);
    const target = before?.target;
    this.#put(flow, item, { state: "refused", sourceHash: stableHash(record), code, message, advice, target });
  }

  async wait(flow: CompiledFlow, item: ItemName, reason: string): Promise<void> {
    this.countsOf(flow.name).waiting++;
    if (this.#planning) return;
    const before = await this.#job.store.records.get(this.#scope, flow.name, item.id);
    const message = reason === "" ? undefined : reason;
    if (before?.state === "waiting" && before.message === message) return;
    if (message !== undefined) this.#log(flow, item, "warning", "waiting", message);
    this.#put(flow, item, { state: "waiting", message, target: before?.target });
  }

  async skip(flow: CompiledFlow, item: ItemName, said: Said | undefined): Promise<void> {
    this.countsOf(flow.name).skipped++;
    if (this.#planning) return;
    const before = await this.#job.store.records.get(this.#scope, flow.name, item.id);
    if (said === undefined) {
      // What was wrong with it does not matter any more.
      if (before?.state === "refused" || before?.state === "waiting") this.#put(flow, item, { state: "skipped" });
      return;
    }
    if (before?.state !== "skipped" || before.message !== said.text) this.warn(flow, item, said);
    this.#put(flow, item, { state: "skipped", code: said.code, message: said.text, advice: said.advice });
  }

  async linked(register: CompiledRegister, item: ItemName, { id, did }: Linked): Promise<void> {
    this.linkedAs(register, item, { id, did });
    const before = await this.#job.store.records.get(this.#scope, register.name, item.id);
    if (before !== undefined && before.state !== "done") this.#put(register, item, { state: "done", target: id });
  }

  linkedAs(register: CompiledRegister, item: ItemName, { id, did }: Linked): void {
    const counts = this.countsOf(register.name);
    if (did === "nothing") {
      counts.unchanged++;
      return;
    }
    counts[did]++;
    const words = {
      linked: "linked with",
      created: "created as",
      updated: "updated",
      found: "found again as",
    } as const;
    this.#log(register, item, "info", did, `${item.label} ${words[did]} ${id}`, undefined, id);
  }

  async transferred(
    transfer: CompiledTransfer,
    item: ItemName,
    target: string,
    by: "created" | "found" | "remembered",
    watched: boolean,
  ): Promise<void> {
    const isOld =
      by === "remembered" &&
      (await this.#job.store.records.get(this.#scope, transfer.name, item.id))?.target === target;
    const counts = this.countsOf(transfer.name);
    if (isOld) counts.unchanged++;
    else counts[by === "found" ? "found" : "created"]++;
    if (!isOld) {
      const text =
        by === "found" ? `${item.label} was there already, as ${target}` : `${item.label} transferred as ${target}`;
      this.#log(transfer, item, "info", by === "found" ? "found" : "transferred", text, undefined, target);
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
    if (said !== undefined) this.warn(follow, item, said, target);
    else if (done.moved) this.#log(follow, item, "info", "followed", `${item.label}: ${done.rule}`, undefined, target);
    this.countsOf(follow.name)[done.moved || said !== undefined ? "updated" : "unchanged"]++;
    if (said !== undefined)
      this.#put(follow, item, { state: "done", target, code: said.code, message: said.text, advice: said.advice });
    else if (before !== undefined && !done.keeps && (before.state !== "done" || before.message !== undefined))
      this.#put(follow, item, { state: "done", target });
  }

  /** What waited for the answer to its last write has got there without it. */
  async arrived(transfer: CompiledTransfer, source: string, watched: boolean): Promise<void> {
    const before = await this.#job.store.records.get(this.#scope, transfer.name, source);
    if (before?.state !== "waiting" || before.target === undefined) return;
    const { label, target } = before;
    this.#put(transfer, { id: source, label }, { state: watched ? "watched" : "done", target });
  }

  /** A source record that was open and is not there any more: nothing is left to be done. */
  async gone(flow: CompiledFlow, source: string): Promise<void> {
    const before = await this.#job.store.records.get(this.#scope, flow.name, source);
    if (this.#planning || before === undefined || before.state === "done" || before.state === "watched") return;
    const message = `${before.label} is not there any more.`;
    this.#log(flow, { id: source, label: before.label }, "warning", "gone", message);
    this.#put(flow, { id: source, label: before.label }, { state: "skipped", code: "gone", message });
  }

  /** A flow that could not be carried out. Logged when it is news, and not every ten minutes. */
  async problem(flow: CompiledFlow, problem: { code: string; text: string; advice: string }): Promise<void> {
    const before = await this.#job.store.memory.get(this.#scope, "problem", flow.name);
    if (before === problem.text) return;
    this.#log(flow, { id: "", label: flow.title }, "error", problem.code, problem.text, problem.advice);
    await this.#job.store.memory.put(this.#scope, "problem", flow.name, problem.text);
  }

  /** A flow went through: its next problem is news. */
  async solved(flow: string): Promise<void> {
    if (this.#planning || (await this.#job.store.memory.get(this.#scope, "problem", flow)) === undefined) return;
    await this.#job.store.memory.remove(this.#scope, "problem", flow);
  }

  #put(flow: CompiledFlow, item: ItemName, state: Partial<RecordState> & Pick<RecordState, "state">): void {
    this.#job.store.records.putSoon({
      scope: this.#scope,
      flow: flow.name,
      source: item.id,
      label: item.label,
      sourceHash: "",
      target: undefined,
      code: undefined,
      message: undefined,
      advice: undefined,
      at: this.#job.clock.now(),
      ...state,
    });
  }
}
