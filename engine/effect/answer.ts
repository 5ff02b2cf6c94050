import type { WriteOutcome } from "../connector/operations.ts";
import type { RecordValue } from "../value/value.ts";
import type { EffectOutcome, Refusal } from "./effect.ts";
import { type EffectJournal, keptAnswer } from "./journal.ts";

const LONGEST_BACK_OFF_MS = 900_000;

/** Judges an answer by what it proves, and writes the judgement down. */
export class AnswerJudge {
  readonly #journal: EffectJournal;

  constructor(journal: EffectJournal) {
    this.#journal = journal;
  }

  /** `sentBefore`: when an earlier attempt left that may have been executed, so that what it carried stays frozen. */
  async resolve(answer: WriteOutcome, attempt: number, sentBefore: number | undefined): Promise<EffectOutcome> {
    switch (answer.kind) {
      case "done":
        return this.#confirm(answer.record, answer.id);
      case "rejected":
        return this.refuse(answer);
      case "exists":
        return this.#exists(answer);
      case "missing":
        return this.#missing(answer.reason);
      case "blocked":
        await this.#journal.remember({ state: "planned", sentAt: sentBefore });
        return { kind: "blocked", reason: answer.reason, faults: answer.faults };
      case "not-executed": {
        const until = this.#journal.clock.now() + (answer.waitMs ?? backOff(attempt));
        await this.#journal.remember({ state: "planned", sentAt: sentBefore, nextAt: until });
        return { kind: "waiting", until, reason: answer.reason, uncertain: false };
      }
      case "uncertain":
        return this.#doubt(answer.reason, attempt);
    }
  }

  async #confirm(record: RecordValue, givenId: string | undefined): Promise<EffectOutcome> {
    const { request, search, idOf } = this.#journal.effect;
    const id = givenId ?? idOf(record);
    if (id === "" && request.operation === "create" && search !== undefined) {
      return this.#doubt("the answer does not name what was created", 1);
    }
    const targetId = id === "" && request.id !== undefined ? String(request.id) : id;
    await this.#journal.remember({ state: "confirmed", targetId, answer: keptAnswer(record) });
    return { kind: "confirmed", id: targetId, record, by: "created" };
  }

  async refuse(refusal: Refusal): Promise<EffectOutcome> {
    const { status, faults } = refusal;
    const nextAt = this.#journal.effect.idempotent ? this.#journal.clock.now() + LONGEST_BACK_OFF_MS : undefined;
    await this.#journal.remember({
      state: "refused",
      sentAt: undefined,
      answer: JSON.stringify({ status, faults }),
      nextAt,
    });
    return { kind: "refused", status, faults };
  }

  /** It is there already: ours from an earlier attempt if the read-back finds it, somebody else's otherwise. */
  async #exists(refusal: Refusal): Promise<EffectOutcome> {
    const { idempotent, request, search } = this.#journal.effect;
    if (search === undefined && idempotent && request.operation === "create")
      return this.#confirm(request.body, undefined);
    if (search === undefined || request.operation !== "create") return this.refuse(refusal);
    const { status, faults } = refusal;
    const now = this.#journal.clock.now();
    const answer = JSON.stringify({ status, faults });
    const ours = await this.#journal.write({ state: "uncertain", settleUntil: now, answer });
    return ours ? { kind: "waiting", until: now, reason: "it is there already", uncertain: true } : { kind: "lost" };
  }

  async #missing(reason: string): Promise<EffectOutcome> {
    if (this.#journal.effect.request.operation === "undo") return this.#confirm({}, undefined);
    return this.refuse({ status: 404, faults: [{ code: "HTTP 404", message: reason }] });
  }

  async #doubt(reason: string, attempt: number): Promise<EffectOutcome> {
    const { idempotent, search, system } = this.#journal.effect;
    if (!idempotent && search === undefined) return this.leaveUndecided(reason);
    const now = this.#journal.clock.now();
    const settleUntil = now + system.settleMs;
    const nextAt = idempotent ? now + backOff(attempt) : undefined;
    await this.#journal.remember({ state: "uncertain", settleUntil, nextAt });
    return { kind: "waiting", until: nextAt ?? settleUntil, reason, uncertain: true };
  }

  async leaveUndecided(reason: string): Promise<EffectOutcome> {
    const ours = await this.#journal.write({ state: "undecided", answer: reason });
    return ours ? { kind: "undecided", reason } : { kind: "lost" };
  }
}

function backOff(attempt: number): number {
  return Math.min(500 * 2 ** (attempt - 1), LONGEST_BACK_OFF_MS);
}
