import type { WriteRequest } from "../connector/operations.ts";
import type { Clock } from "../http/system.ts";
import type { Intent, IntentChange } from "../store/store.ts";
import { canonicalHash } from "../value/hash.ts";
import { canonicalJson, keptJson, parseJson, SECRET_KEY } from "../value/json.ts";
import { isRecord, scalarsOf } from "../value/path.ts";
import { Secret } from "../value/secret.ts";
import { FileValue, type RecordValue, type Value } from "../value/value.ts";
import type { Effect, EffectContext, Refusal } from "./effect.ts";

/** One effect's page in the store: how it is written, and what was frozen there. */
export class EffectJournal {
  readonly effect: Effect;
  readonly clock: Clock;
  readonly #intents: EffectContext["store"]["intents"];
  readonly #fence: number;
  #hash: string | undefined;
  #body: string | undefined;

  constructor(effect: Effect, context: EffectContext) {
    this.effect = effect;
    this.clock = context.clock;
    this.#intents = context.store.intents;
    this.#fence = context.fence;
  }

  bodyHash(): string {
    this.#hash ??= hashOf(this.effect, this.#frozen());
    return this.#hash;
  }

  frozenBody(): Pick<Intent, "body" | "bodyHash"> {
    return { body: this.#frozen(), bodyHash: this.bodyHash() };
  }

  /** Written once: the body's hash and what is kept of it come from the same text. */
  #frozen(): string {
    this.#body ??= canonicalJson(this.effect.request.body);
    return this.#body;
  }

  /**
   * The request to send, or to look for. What may have been sent stays as it was frozen, whatever became of the source.
   * A body with a file is the exception, since its bytes are not in the journal. Of a secret the journal has the name; its text
   * is that of today.
   */
  request(intent: Intent | undefined): WriteRequest {
    const { request, idempotent } = this.effect;
    if (intent?.sentAt === undefined || idempotent || intent.bodyHash === this.bodyHash()) return request;
    return hasFile(request.body)
      ? request
      : { ...request, body: thawed(recordOf(intent.body), request.body) as RecordValue };
  }

  /**
   * The first word about the effect when `before` is absent, else a change of what stands there. Durable when it
   * resolves; false when somebody else has the scope's lease by now.
   */
  begin(before: Intent | undefined, change: IntentChange & Pick<Intent, "state">): Promise<boolean> {
    if (before !== undefined) return this.write(change);
    const { key, scope, flow, source, step } = this.effect;
    const intent = { key, scope, flow, source, step, ...this.frozenBody(), ...change };
    return this.#intents.add(intent, this.#fence, this.clock.now());
  }

  /** Durable when it resolves; false when somebody else has the scope's lease by now. */
  write(change: IntentChange): Promise<boolean> {
    return this.#intents.update(this.effect.key, this.#fence, change, this.clock.now());
  }

  /** Not durable at once where an outcome that is lost at a crash would be found again. */
  async remember(change: Omit<IntentChange, "body">): Promise<void> {
    const { key, idempotent, search } = this.effect;
    if (idempotent || search !== undefined) this.#intents.updateSoon(key, this.#fence, change, this.clock.now());
    else await this.write(change);
  }
}

/** What must be the same for two requests to be the same write. */
function hashOf(effect: Effect, body: string): string {
  const { kind, operation, action, id } = effect.request;
  const source = effect.idempotent ? undefined : effect.sourceHash;
  const texts = [kind, operation, action, id].map((part) => canonicalJson(part));
  return canonicalHash(`[${texts.join(",")},${body},${canonicalJson(source)}]`);
}

/** What is kept of an answer, without its lists and records: to be shown; who works with the rest reads it again. */
export function keptAnswer(record: RecordValue): string {
  return keptJson(scalarsOf(record));
}

export function rememberedRecord(intent: Intent): RecordValue {
  return intent.answer === undefined ? {} : recordOf(intent.answer);
}

/** On an uncertain intent: what to answer if the read-back finds nothing. */
export function rememberedRefusal(intent: Intent): Refusal | undefined {
  if (intent.answer === undefined) return undefined;
  const answer: Partial<Refusal> = JSON.parse(intent.answer);
  return answer.faults === undefined ? undefined : { status: answer.status ?? 0, faults: answer.faults };
}

function recordOf(text: string): RecordValue {
  const value = parseJson(text);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as RecordValue) : {};
}

/** Only where the body has a secret now: a record of the source may look like the name of one. */
function thawed(frozen: Value, now: Value): Value {
  if (now instanceof Secret) return isRecord(frozen) && SECRET_KEY in frozen ? now : frozen;
  if (Array.isArray(frozen)) {
    const rows: readonly Value[] = Array.isArray(now) ? now : [];
    return frozen.map((item: Value, index) => thawed(item, rows[index] ?? rows[0]));
  }
  if (!isRecord(frozen) || !isRecord(now)) return frozen;
  return Object.fromEntries(Object.entries(frozen).map(([name, value]) => [name, thawed(value, now[name])]));
}

function hasFile(value: Value): boolean {
  if (typeof value !== "object" || value === null) return false;
  return value instanceof FileValue || Object.values(value).some(hasFile);
}
