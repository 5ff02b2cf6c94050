import { ReadFault, type WriteOutcome, type WriteRequest } from "../connector/operations.ts";
import type { Intent } from "../store/store.ts";
import { canonicalJson } from "../value/json.ts";
import type { RecordValue } from "../value/value.ts";
import type { Effect, EffectContext, EffectOutcome } from "./effect.ts";
import {
  answerOf,
  frozenRequest,
  hashOf,
  type Refusal,
  rememberedRecord,
  rememberedRefusal,
} from "./effect-journal.ts";

/** Between the durable intent and the last byte's leave: longer than a pacing queue, shorter than the lease. */
const SEND_WITHIN_MS = 30_000;
const USUAL_TIMEOUT_MS = 60_000;
/** How long a list may take to show a new record: two misses must lie this far apart. */
const LIST_LAG_MS = 30_000;
/** When to come back after a search that failed. */
const SEARCH_AGAIN_MS = 30_000;
const LONGEST_BACK_OFF_MS = 900_000;

type Change = Parameters<EffectContext["store"]["intents"]["update"]>[2];

/**
 * One pass over an effect: reads where it stands and takes it as far as it goes without waiting. A pass sends at most
 * once, and only after its own durable intent.
 */
export class EffectPass {
  /** Sends so far, over all passes. */
  sends = 0;
  readonly #effect: Effect;
  readonly #context: EffectContext;
  #hash: string | undefined;
  /** Lost at a crash, the outcome would be found again: so it need not be durable at once. */
  readonly #canRide: boolean;

  constructor(effect: Effect, context: EffectContext) {
    this.#effect = effect;
    this.#context = context;
    this.#canRide = effect.idempotent || effect.search !== undefined;
  }

  async run(): Promise<EffectOutcome> {
    if (!this.#context.held()) return { kind: "lost" };
    const intent = await this.#context.store.intents.get(this.#effect.key);
    switch (intent?.state) {
      case undefined:
      case "cancelled":
      case "planned":
        return this.#begin(intent);
      case "refused":
        return this.#afterRefusal(intent as Intent);
      case "confirmed":
        return this.#afterConfirmation(intent as Intent);
      case "sending":
      case "uncertain":
        return this.#effect.idempotent ? this.#repeat(intent as Intent) : this.#settle(intent as Intent);
      case "duplicate":
        return this.#lookAgain(intent as Intent);
      case "undecided":
        return { kind: "undecided", reason: intent?.answer ?? "it may have been executed and cannot be looked up" };
    }
  }

  async #begin(intent: Intent | undefined): Promise<EffectOutcome> {
    const now = this.#context.clock.now();
    if (intent?.nextAt !== undefined && intent.nextAt > now) {
      return { kind: "waiting", until: intent.nextAt, reason: "the other side asked to wait", uncertain: false };
    }
    if (this.#effect.idempotent) return this.#send(intent);
    const found = await this.#search(intent, false);
    if ("kind" in found) return found;
    return found.records.length === 0 ? this.#send(intent) : this.#adopt(intent, found.records);
  }

  #afterRefusal(intent: Intent): Promise<EffectOutcome> | EffectOutcome {
    const refusal = rememberedRefusal(intent);
    const rests = !this.#effect.idempotent || (intent.nextAt ?? 0) > this.#context.clock.now();
    if (intent.bodyHash === this.#bodyHash() && rests && refusal !== undefined) return { kind: "refused", ...refusal };
    return this.#begin({ ...intent, nextAt: undefined, sentAt: undefined });
  }

  #afterConfirmation(intent: Intent): Promise<EffectOutcome> | EffectOutcome {
    if (this.#effect.idempotent && intent.bodyHash !== this.#bodyHash()) return this.#send({ ...intent, attempt: 0 });
    return { kind: "confirmed", id: intent.targetId ?? "", record: rememberedRecord(intent), by: "remembered" };
  }

  /** Uncertain and idempotent. Another body must wait until the one on its way can no longer land after it. */
  #repeat(intent: Intent): Promise<EffectOutcome> | EffectOutcome {
    const now = this.#context.clock.now();
    const another = intent.bodyHash !== this.#bodyHash();
    const until = Math.max(intent.nextAt ?? 0, another ? (intent.settleUntil ?? 0) : 0);
    if (until > now) return { kind: "waiting", until, reason: "the last answer was lost", uncertain: true };
    return this.#send(intent);
  }

  /** Uncertain and not to be repeated: only two read-backs after the settle window prove that it is not there. */
  async #settle(intent: Intent): Promise<EffectOutcome> {
    if (this.#effect.search === undefined) return this.#leaveUndecided("it was sent, and the answer is not known");
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
      const ours = await this.#write({ misses: 1, lastMissAt: asked });
      return ours ? wait(asked + LIST_LAG_MS) : { kind: "lost" };
    }
    if (asked < intent.lastMissAt + LIST_LAG_MS) return wait(intent.lastMissAt + LIST_LAG_MS);
    const refusal = rememberedRefusal(intent);
    return refusal === undefined ? this.#send(intent) : this.#refuse(refusal);
  }

  /** Found twice before; a person may have removed one by now. */
  async #lookAgain(intent: Intent): Promise<EffectOutcome> {
    const found = await this.#search(intent, true);
    if ("kind" in found) return found;
    if (found.records.length > 0) return this.#adopt(intent, found.records);
    return this.#leaveUndecided("it was found more than once, and now not at all");
  }

  async #search(
    intent: Intent | undefined,
    uncertain: boolean,
  ): Promise<{ readonly records: readonly RecordValue[] } | EffectOutcome> {
    if (this.#effect.search === undefined) return { records: [] };
    try {
      return { records: await this.#effect.search(frozenRequest(this.#effect, intent, this.#bodyHash()).body) };
    } catch (error) {
      if (!(error instanceof ReadFault)) throw error;
      const { faults, message } = error;
      if (error.kind === "blocked") return { kind: "blocked", reason: message, faults };
      if (error.kind === "rejected" && !uncertain) {
        const fault = { code: `HTTP ${error.status ?? 0}`, message };
        return { kind: "refused", status: error.status ?? 0, faults: faults.length > 0 ? faults : [fault] };
      }
      return { kind: "waiting", until: this.#context.clock.now() + SEARCH_AGAIN_MS, reason: message, uncertain };
    }
  }

  async #adopt(intent: Intent | undefined, records: readonly RecordValue[]): Promise<EffectOutcome> {
    const ids = records.map((record) => this.#effect.idOf(record));
    const record = records[0] ?? {};
    const change: Change =
      records.length === 1
        ? { state: "confirmed", targetId: ids[0], answer: answerOf(record), nextAt: undefined }
        : { state: "duplicate", targetId: undefined, answer: undefined };
    const planned = intent === undefined ? this.#plan() : undefined;
    const [ours] = await Promise.all([this.#write(change), planned]);
    if (!ours) return { kind: "lost" };
    return records.length === 1
      ? { kind: "confirmed", id: ids[0] ?? "", record, by: "found" }
      : { kind: "duplicate", ids };
  }

  async #send(intent: Intent | undefined): Promise<EffectOutcome> {
    const { clock, held } = this.#context;
    const { system } = this.#effect;
    const request = frozenRequest(this.#effect, intent, this.#bodyHash());
    const refreeze = intent !== undefined && request === this.#effect.request ? this.#frozenBody() : {};
    const sentAt = clock.now();
    const deadline = sentAt + SEND_WITHIN_MS;
    if (!held()) return { kind: "lost" };
    // Both in one turn of the loop, hence in one commit.
    const planned = intent === undefined ? this.#plan() : undefined;
    const intended = this.#write({
      ...refreeze,
      state: "sending",
      attempt: (intent?.attempt ?? 0) + 1,
      sentAt,
      settleUntil: deadline + (system.timeoutMs ?? USUAL_TIMEOUT_MS) + system.settleMs,
      ...{ misses: 0, lastMissAt: undefined, nextAt: undefined, targetId: undefined, answer: undefined },
    });
    const [ours] = await Promise.all([intended, planned]);
    if (!ours) return { kind: "lost" };
    this.sends++;
    const look: LastLook = { asked: false, allowed: false };
    const answer = await this.#transmit(request, look, deadline);
    if (look.asked && !look.allowed) return this.#notSent(intent);
    return this.#resolve(answer, (intent?.attempt ?? 0) + 1, intent?.sentAt);
  }

  async #transmit(request: WriteRequest, look: LastLook, deadline: number): Promise<WriteOutcome> {
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
      if (!look.allowed) throw error;
      return { kind: "uncertain", reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** The last look said no: what was true before the intent is true again. */
  async #notSent(before: Intent | undefined): Promise<EffectOutcome> {
    const ours = await this.#write({ state: "planned", sentAt: before?.sentAt, settleUntil: undefined });
    if (!ours || !this.#context.held()) return { kind: "lost" };
    return { kind: "waiting", until: this.#context.clock.now(), reason: "its turn came too late", uncertain: false };
  }

  async #resolve(answer: WriteOutcome, attempt: number, sentBefore: number | undefined): Promise<EffectOutcome> {
    switch (answer.kind) {
      case "done":
        return this.#confirm(answer.record, answer.id);
      case "rejected":
        return this.#refuse(answer);
      case "exists":
        return this.#exists(answer);
      case "missing":
        return this.#missing(answer.reason);
      case "blocked":
        await this.#remember({ state: "planned", sentAt: sentBefore });
        return { kind: "blocked", reason: answer.reason, faults: answer.faults };
      case "not-executed": {
        const until = this.#context.clock.now() + (answer.waitMs ?? backOff(attempt));
        await this.#remember({ state: "planned", sentAt: sentBefore, nextAt: until });
        return { kind: "waiting", until, reason: answer.reason, uncertain: false };
      }
      case "uncertain":
        return this.#doubt(answer.reason, attempt);
    }
  }

  async #confirm(record: RecordValue, givenId: string | undefined): Promise<EffectOutcome> {
    const { request, search, idOf } = this.#effect;
    const id = givenId ?? idOf(record);
    if (id === "" && request.operation === "create" && search !== undefined) {
      return this.#doubt("the answer does not name what was created", 1);
    }
    const targetId = id === "" && request.id !== undefined ? String(request.id) : id;
    await this.#remember({ state: "confirmed", targetId, answer: answerOf(record) });
    return { kind: "confirmed", id: targetId, record, by: "created" };
  }

  async #refuse(refusal: Refusal): Promise<EffectOutcome> {
    const { status, faults } = refusal;
    const nextAt = this.#effect.idempotent ? this.#context.clock.now() + LONGEST_BACK_OFF_MS : undefined;
    await this.#remember({ state: "refused", sentAt: undefined, answer: JSON.stringify({ status, faults }), nextAt });
    return { kind: "refused", status, faults };
  }

  /** It is there already: ours from an earlier attempt if the read-back finds it, somebody else's otherwise. */
  async #exists(refusal: Refusal): Promise<EffectOutcome> {
    const { idempotent, request, search } = this.#effect;
    if (search === undefined && idempotent && request.operation === "create")
      return this.#confirm(request.body, undefined);
    if (search === undefined || request.operation !== "create") return this.#refuse(refusal);
    const { status, faults } = refusal;
    const now = this.#context.clock.now();
    const answer = JSON.stringify({ status, faults });
    const ours = await this.#write({ state: "uncertain", settleUntil: now, answer });
    return ours ? { kind: "waiting", until: now, reason: "it is there already", uncertain: true } : { kind: "lost" };
  }

  async #missing(reason: string): Promise<EffectOutcome> {
    if (this.#effect.request.operation === "undo") return this.#confirm({}, undefined);
    return this.#refuse({ status: 404, faults: [{ code: "HTTP 404", message: reason }] });
  }

  async #doubt(reason: string, attempt: number): Promise<EffectOutcome> {
    const { idempotent, search, system } = this.#effect;
    if (!idempotent && search === undefined) return this.#leaveUndecided(reason);
    const now = this.#context.clock.now();
    const settleUntil = now + system.settleMs;
    const nextAt = idempotent ? now + backOff(attempt) : undefined;
    await this.#remember({ state: "uncertain", settleUntil, nextAt });
    return { kind: "waiting", until: nextAt ?? settleUntil, reason, uncertain: true };
  }

  async #leaveUndecided(reason: string): Promise<EffectOutcome> {
    const ours = await this.#write({ state: "undecided", answer: reason });
    return ours ? { kind: "undecided", reason } : { kind: "lost" };
  }

  #plan(): Promise<Intent> {
    const { key, scope, flow, source, step } = this.#effect;
    const { store, fence, clock } = this.#context;
    return store.intents.plan({ key, scope, flow, source, step, ...this.#frozenBody() }, fence, clock.now());
  }

  #frozenBody(): Pick<Intent, "body" | "bodyHash"> {
    return { body: canonicalJson(this.#effect.request.body), bodyHash: this.#bodyHash() };
  }

  #bodyHash(): string {
    this.#hash ??= hashOf(this.#effect);
    return this.#hash;
  }

  #write(change: Change): Promise<boolean> {
    const { store, fence, clock } = this.#context;
    return store.intents.update(this.#effect.key, fence, change, clock.now());
  }

  async #remember(change: Change): Promise<void> {
    const { store, fence, clock } = this.#context;
    if (this.#canRide) store.intents.updateSoon(this.#effect.key, fence, change, clock.now());
    else await this.#write(change);
  }
}

interface LastLook {
  asked: boolean;
  allowed: boolean;
}

function backOff(attempt: number): number {
  return Math.min(500 * 2 ** (attempt - 1), LONGEST_BACK_OFF_MS);
}
