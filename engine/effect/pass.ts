import { ReadFault, type WriteOutcome, type WriteRequest } from "../connector/operations.ts";
import { filesIn } from "../connector/wire.ts";
import type { Intent, IntentChange } from "../store/store.ts";
import { FileValue, type RecordValue, type Value } from "../value/value.ts";
import { AnswerJudge } from "./answer.ts";
import type { Effect, EffectContext, EffectOutcome } from "./effect.ts";
import { EffectJournal, keptAnswer, rememberedRecord, rememberedRefusal } from "./journal.ts";

/** Between the durable intent and the last byte's leave: longer than a pacing queue, shorter than the lease. */
const SEND_WITHIN_MS = 30_000;
const USUAL_TIMEOUT_MS = 60_000;
/** How long a list may take to show a new record: two misses must lie this far apart. */
const LIST_LAG_MS = 30_000;
/** When to come back after a search that failed, or a file that could not be had. */
const READ_AGAIN_MS = 30_000;

/**
 * One pass over an effect: reads where it stands and takes it as far as it goes without waiting. A pass sends at most
 * once, and only after its own durable intent.
 */
export class EffectPass {
  /** Sends so far, over all passes. */
  sends = 0;
  readonly #effect: Effect;
  readonly #context: EffectContext;
  readonly #journal: EffectJournal;
  readonly #judge: AnswerJudge;

  constructor(effect: Effect, context: EffectContext) {
    this.#effect = effect;
    this.#context = context;
    this.#journal = new EffectJournal(effect, context);
    this.#judge = new AnswerJudge(this.#journal);
  }

  async run(): Promise<EffectOutcome> {
    if (!this.#context.held()) return { kind: "lost" };
    const intent = await this.#context.store.intents.get(this.#effect.key);
    if (intent === undefined) return this.#begin(undefined);
    switch (intent.state) {
      case "cancelled":
      case "planned":
        return this.#begin(intent);
      case "refused":
        return this.#afterRefusal(intent);
      case "confirmed":
        return this.#afterConfirmation(intent);
      case "sending":
      case "uncertain":
        return this.#effect.idempotent ? this.#repeat(intent) : this.#settle(intent);
      case "duplicate":
        return this.#lookAgain(intent);
      case "undecided":
        return { kind: "undecided", reason: intent.answer ?? "it may have been executed and cannot be looked up" };
    }
  }

  async #begin(intent: Intent | undefined): Promise<EffectOutcome> {
    const now = this.#context.clock.now();
    if (intent?.nextAt !== undefined && intent.nextAt > now) {
      return { kind: "waiting", until: intent.nextAt, reason: "the other side asked to wait", uncertain: false };
    }
    if (this.#effect.idempotent) return this.#send(intent);
    const doubt = await this.#sinceBackup(intent);
    if (doubt !== undefined) return doubt;
    const found = await this.#search(intent, false);
    if ("kind" in found) return found;
    return found.records.length === 0 ? this.#send(intent) : this.#adopt(intent, found.records);
  }

  /**
   * Put back from a backup, the store may not know that this has been sent: what was on its way must have landed before a
   * search proves anything, and what cannot be searched for is for a person to decide.
   */
  async #sinceBackup(intent: Intent | undefined): Promise<EffectOutcome | undefined> {
    const restored = await this.#context.store.intents.restored();
    if (restored === undefined || (intent !== undefined && intent.fence >= restored.fence)) return undefined;
    if (this.#effect.search === undefined) {
      const reason = "the store was restored from a backup, and this may have been executed after that was made";
      const ours = await this.#journal.begin(intent, { state: "undecided", answer: reason });
      return ours ? { kind: "undecided", reason } : { kind: "lost" };
    }
    const until = this.#settledAfter(restored.restoredAt);
    if (until <= this.#context.clock.now()) return undefined;
    const reason = "the store was restored from a backup: what was sent before may still arrive";
    return { kind: "waiting", until, reason, uncertain: true };
  }

  /** When what is intended at this moment has been sent, given up, and has landed where it was to land. */
  #settledAfter(intendedAt: number): number {
    const { timeoutMs = USUAL_TIMEOUT_MS, settleMs } = this.#effect.system;
    return intendedAt + SEND_WITHIN_MS + timeoutMs + settleMs;
  }

  #afterRefusal(intent: Intent): Promise<EffectOutcome> | EffectOutcome {
    const refusal = rememberedRefusal(intent);
    const rests = !this.#effect.idempotent || (intent.nextAt ?? 0) > this.#context.clock.now();
    const isRemembered = rests && this.#context.insists !== true;
    if (intent.bodyHash === this.#journal.bodyHash() && isRemembered && refusal !== undefined)
      return { kind: "refused", ...refusal };
    return this.#begin({ ...intent, nextAt: undefined, sentAt: undefined });
  }

  #afterConfirmation(intent: Intent): Promise<EffectOutcome> | EffectOutcome {
    const { idempotent, again } = this.#effect;
    if (idempotent && (again === true || intent.bodyHash !== this.#journal.bodyHash()))
      return this.#send({ ...intent, attempt: 0 });
    return { kind: "confirmed", id: intent.targetId ?? "", record: rememberedRecord(intent), by: "remembered" };
  }

  /** Uncertain and idempotent. Another body must wait until the one on its way can no longer land after it. */
  #repeat(intent: Intent): Promise<EffectOutcome> | EffectOutcome {
    const now = this.#context.clock.now();
    const another = intent.bodyHash !== this.#journal.bodyHash();
    const until = Math.max(intent.nextAt ?? 0, another ? (intent.settleUntil ?? 0) : 0);
    if (until > now) return { kind: "waiting", until, reason: "the last answer was lost", uncertain: true };
    return this.#send(intent);
  }

  /** Uncertain and not to be repeated: only two read-backs after the settle window prove that it is not there. */
  async #settle(intent: Intent): Promise<EffectOutcome> {
    if (this.#effect.search === undefined)
      return this.#judge.leaveUndecided("it was sent, and the answer is not known");
    const asked = this.#context.clock.now();
    const found = await this.#search(intent, true);
    if ("kind" in found) return found;
    if (found.records.length > 0) return this.#adopt(intent, found.records);
    const settleUntil = intent.settleUntil ?? 0;
    const wait = (until: number): EffectOutcome => ({
      kind: "waiting",
      until,
      reason: "it may still arrive at the other side",
      uncertain: true,
    });
    if (asked < settleUntil) return wait(settleUntil);
    if (intent.misses === 0 || intent.lastMissAt === undefined) {
      const ours = await this.#journal.write({ misses: 1, lastMissAt: asked });
      return ours ? wait(asked + LIST_LAG_MS) : { kind: "lost" };
    }
    if (asked < intent.lastMissAt + LIST_LAG_MS) return wait(intent.lastMissAt + LIST_LAG_MS);
    const refusal = rememberedRefusal(intent);
    return refusal === undefined ? this.#send(intent) : this.#judge.refuse(refusal);
  }

  /** Found twice before; a person may have removed one by now. */
  async #lookAgain(intent: Intent): Promise<EffectOutcome> {
    const found = await this.#search(intent, true);
    if ("kind" in found) return found;
    if (found.records.length > 0) return this.#adopt(intent, found.records);
    return this.#judge.leaveUndecided("it was found more than once, and now not at all");
  }

  async #search(
    intent: Intent | undefined,
    uncertain: boolean,
  ): Promise<{ readonly records: readonly RecordValue[] } | EffectOutcome> {
    if (this.#effect.search === undefined) return { records: [] };
    try {
      return { records: await this.#effect.search(this.#journal.request(intent).body) };
    } catch (error) {
      if (!(error instanceof ReadFault)) throw error;
      return this.#afterReadFault(error, uncertain);
    }
  }

  /** What was to be read before anything could be sent. */
  #afterReadFault({ kind, status = 0, faults, message }: ReadFault, uncertain: boolean): EffectOutcome {
    if (kind === "blocked") return { kind: "blocked", reason: message, faults };
    if (kind === "rejected" && !uncertain)
      return { kind: "refused", status, faults: faults.length > 0 ? faults : [{ code: `HTTP ${status}`, message }] };
    return { kind: "waiting", until: this.#context.clock.now() + READ_AGAIN_MS, reason: message, uncertain };
  }

  async #adopt(intent: Intent | undefined, records: readonly RecordValue[]): Promise<EffectOutcome> {
    const ids = records.map((record) => this.#effect.idOf(record));
    const record = records[0] ?? {};
    const change: IntentChange & Pick<Intent, "state"> =
      records.length === 1
        ? { state: "confirmed", targetId: ids[0], answer: keptAnswer(record), nextAt: undefined }
        : { state: "duplicate", targetId: undefined, answer: undefined };
    if (!(await this.#journal.begin(intent, change))) return { kind: "lost" };
    return records.length === 1
      ? { kind: "confirmed", id: ids[0] ?? "", record, by: "found" }
      : { kind: "duplicate", ids };
  }

  async #send(intent: Intent | undefined): Promise<EffectOutcome> {
    const { clock, held } = this.#context;
    const request = this.#journal.request(intent);
    const refreeze = intent !== undefined && request === this.#effect.request ? this.#journal.frozenBody() : {};
    const filled = await this.#withBytes(request);
    if ("kind" in filled) return filled;
    const sentAt = clock.now();
    const deadline = sentAt + SEND_WITHIN_MS;
    if (!held()) return { kind: "lost" };
    const ours = await this.#journal.begin(intent, {
      ...refreeze,
      state: "sending",
      attempt: (intent?.attempt ?? 0) + 1,
      sentAt,
      settleUntil: this.#settledAfter(sentAt),
      ...{ misses: 0, lastMissAt: undefined, nextAt: undefined, targetId: undefined, answer: undefined },
    });
    if (!ours) return { kind: "lost" };
    this.sends++;
    const look: LastLook = { asked: false, allowed: false };
    const answer = await this.#transmit(intent, filled.request, look, deadline);
    if (look.asked && !look.allowed) return this.#notSent(intent);
    return this.#judge.resolve(answer, (intent?.attempt ?? 0) + 1, intent?.sentAt);
  }

  /**
   * The request with the bytes of its files: to fetch and make them takes its time and may fail, so that it is done while
   * nothing is intended yet.
   */
  async #withBytes(request: WriteRequest): Promise<{ readonly request: WriteRequest } | EffectOutcome> {
    const files = filesIn(request.body);
    if (files.length === 0) return { request };
    const body: Record<string, Value> = { ...request.body };
    try {
      for (const { field, file } of files) {
        const bytes = await this.#effect.system.bytes(file);
        body[field] = new FileValue(file.name, file.type, bytes.byteLength, { from: "bytes", bytes });
      }
    } catch (error) {
      if (!(error instanceof ReadFault)) throw error;
      return this.#afterReadFault(error, false);
    }
    return { request: { ...request, body } };
  }

  async #transmit(
    before: Intent | undefined,
    request: WriteRequest,
    look: LastLook,
    deadline: number,
  ): Promise<WriteOutcome> {
    const { clock, held } = this.#context;
    const lastLook = (): boolean => {
      // A second time would be a repetition by the HTTP layer: one durable intent is good for one send.
      if (look.allowed) return false;
      look.asked = true;
      look.allowed = clock.now() <= deadline && held();
      return look.allowed;
    };
    try {
      return await this.#effect.system.write(request, lastLook);
    } catch (error) {
      if (!look.allowed) {
        await this.#unsend(before);
        throw error;
      }
      return { kind: "uncertain", reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Nothing left: what was true before the intent is true again. */
  #unsend(before: Intent | undefined): Promise<boolean> {
    return this.#journal.write({ state: "planned", sentAt: before?.sentAt, settleUntil: undefined });
  }

  /** The last look said no. */
  async #notSent(before: Intent | undefined): Promise<EffectOutcome> {
    const ours = await this.#unsend(before);
    if (!ours || !this.#context.held()) return { kind: "lost" };
    return { kind: "waiting", until: this.#context.clock.now(), reason: "its turn came too late", uncertain: false };
  }
}

interface LastLook {
  asked: boolean;
  allowed: boolean;
}
