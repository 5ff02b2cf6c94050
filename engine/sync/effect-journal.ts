import type { Fault, WriteRequest } from "../connector/operations.ts";
import type { Intent } from "../store/store.ts";
import { stableHash } from "../value/hash.ts";
import { canonicalJson, parseJson } from "../value/json.ts";
import { FileValue, type RecordValue, type Value } from "../value/value.ts";
import type { Effect } from "./effect.ts";

/** A refusal as the journal keeps it; on an uncertain intent: what to answer if the read-back finds nothing. */
export interface Refusal {
  readonly status: number;
  readonly faults: readonly Fault[];
}

/** Answers longer than this are kept without their lists and records: they are there to be shown, not worked with. */
const LONGEST_ANSWER = 8_000;

/** What must be the same for two requests to be the same write. */
export function hashOf(effect: Effect): string {
  const { kind, operation, action, id, body } = effect.request;
  return stableHash([kind, operation, action, id, body, effect.idempotent ? undefined : effect.sourceHash]);
}

/**
 * The request to send, or to look for. What may have been sent stays as it was frozen, whatever became of the source.
 * A body with a file is the exception, since its bytes are not in the journal.
 */
export function frozenRequest(effect: Effect, intent: Intent | undefined, hash: string): WriteRequest {
  if (intent?.sentAt === undefined || effect.idempotent || intent.bodyHash === hash) return effect.request;
  if (hasFile(effect.request.body)) return effect.request;
  return { ...effect.request, body: recordOf(intent.body) };
}

export function answerOf(record: RecordValue): string {
  const text = canonicalJson(record);
  if (text.length <= LONGEST_ANSWER) return text;
  return canonicalJson(
    Object.fromEntries(Object.entries(record).filter(([, value]) => typeof value !== "object" || value === null)),
  );
}

export function rememberedRecord(intent: Intent): RecordValue {
  return intent.answer === undefined ? {} : recordOf(intent.answer);
}

export function rememberedRefusal(intent: Intent): Refusal | undefined {
  if (intent.answer === undefined) return undefined;
  const answer: Partial<Refusal> = JSON.parse(intent.answer);
  return answer.faults === undefined ? undefined : { status: answer.status ?? 0, faults: answer.faults };
}

function recordOf(text: string): RecordValue {
  const value = parseJson(text);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as RecordValue) : {};
}

function hasFile(value: Value): boolean {
  if (typeof value !== "object" || value === null) return false;
  return value instanceof FileValue || Object.values(value).some(hasFile);
}
