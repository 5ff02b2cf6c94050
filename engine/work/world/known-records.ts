import type { CompiledRegister, ItemName, KindRef, NeedAnswer } from "../../compile/compiled.ts";
import { isStep } from "../../store/step.ts";
import { sameValue } from "../../value/equality.ts";
import { stableHash } from "../../value/hash.ts";
import type { RecordValue } from "../../value/value.ts";
import { type Job, scopeOf, systemOf } from "../base/job.ts";
import { fieldOf } from "../base/names.ts";
import type { Planned } from "../base/planned.ts";
import { Rolls } from "./rolls.ts";
import { KEPT_MAX } from "./run-world.ts";

/** What a run knows of the other side's records, so that registers ask for each only once. */
export class KnownRecords {
  readonly rolls: Rolls;
  readonly #job: Job;
  readonly #scope: string;
  readonly #planned: Planned;
  readonly #underWay = new Map<string, Promise<unknown>>();
  readonly #linkedBefore = new Map<string, { readonly matchHash: string; readonly answer: NeedAnswer }>();
  readonly #inDoubt = new Map<string, Promise<ReadonlySet<string>>>();
  readonly #found = new Map<string, RecordValue[]>();
  readonly #creators = new Map<string, { readonly source: string; readonly label: string }>();

  constructor(job: Job, planned: Planned) {
    this.rolls = new Rolls(job);
    this.#job = job;
    this.#scope = scopeOf(job);
    this.#planned = planned;
  }

  /** Candidates for a match. Lists that the system cannot filter further are read once a run and kept up to date here. */
  async find(kind: KindRef, where: RecordValue): Promise<readonly RecordValue[]> {
    const filters = this.#job.schemas.get(kind.side)?.kinds.get(kind.kind)?.filters ?? new Set<string>();
    const coarse = Object.fromEntries(Object.entries(where).filter(([field]) => filters.has(field)));
    if (Object.keys(coarse).length === Object.keys(where).length)
      return systemOf(this.#job, kind).find(kind.kind, where);
    const key = `${kind.side}/${kind.kind} ${stableHash(coarse)}`;
    const known =
      this.#found.get(key) ??
      (await this.once(`find ${key}`, async () => [...(await systemOf(this.#job, kind).find(kind.kind, coarse))]));
    this.#found.set(key, known);
    return known.filter((record) =>
      Object.entries(where).every(([field, value]) => sameValue(fieldOf(record, field), value)),
    );
  }

  /** A record made in this run belongs to the lists that were read before. */
  noteCreated(kind: KindRef, record: RecordValue): void {
    this.rolls.noteCreated(kind, record);
    for (const [key, known] of this.#found) if (key.startsWith(`${kind.side}/${kind.kind} `)) known.push(record);
  }

  /** Who else is linked with a record of the other side. */
  async linkedElsewhere(register: CompiledRegister, source: string, target: string): Promise<string | undefined> {
    const other = (await this.#job.store.links.byTarget(this.#scope, register.name, target))?.source;
    const known = other ?? this.#planned.sourceOf(register.name, target);
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

  /** Keys of the updates that an earlier run sent and did not live to hear of: what is there, now or in a while, is not known. */
  updatesInDoubt(register: string): Promise<ReadonlySet<string>> {
    const known = this.#inDoubt.get(register) ?? this.#doubts(register);
    this.#inDoubt.set(register, known);
    return known;
  }

  async #doubts(register: string): Promise<ReadonlySet<string>> {
    const open = await this.#job.store.intents.open(this.#scope, register);
    return new Set(open.filter(({ step }) => isStep("update", step)).map(({ key }) => key));
  }

  /** The linked record that the same source had in this flow when it last matched in this way, or what `work` finds. */
  async linkedBefore(source: string, matchHash: string, work: () => Promise<NeedAnswer>): Promise<NeedAnswer> {
    const known = this.#linkedBefore.get(source);
    if (known?.matchHash === matchHash) return known.answer;
    const answer = await work();
    if (this.#linkedBefore.size >= KEPT_MAX) this.#linkedBefore.clear();
    if (answer.state === "linked") this.#linkedBefore.set(source, { matchHash, answer });
    else this.#linkedBefore.delete(source);
    return answer;
  }

  /** Single flight: whoever asks for the same key while it is under way gets the same answer. */
  once<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const going = this.#underWay.get(key);
    if (going !== undefined) return going as Promise<Result>;
    const started = work().finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, started);
    return started;
  }

  /** What concerned one flow alone does not concern the next. */
  forgetFlow(): void {
    this.#creators.clear();
    this.#linkedBefore.clear();
    this.rolls.end();
  }
}
