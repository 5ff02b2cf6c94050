import type { Fault, WriteRequest } from "../connector/operations.ts";
import type { Clock, System } from "../http/system.ts";
import type { Intent, Store } from "../store/store.ts";
import type { RecordValue } from "../value/value.ts";
import { EffectJournal, type Refusal, rememberedRefusal } from "./journal.ts";
import { EffectPass } from "./pass.ts";

/** One foreign write that must take effect once. */
export interface Effect {
  /** Names the effect for good; see `Intent.key`. */
  readonly key: string;
  readonly scope: string;
  readonly flow: string;
  readonly source: string;
  readonly step: string;
  readonly system: System;
  readonly request: WriteRequest;
  /**
   * Reads back what may have been written, by marker or natural key. Absent: it cannot be searched for. `body` is the
   * frozen body: when the source has changed since it was sent, the natural key must be taken from there.
   */
  readonly search: ((body: RecordValue) => Promise<readonly RecordValue[]>) | undefined;
  /** Repeating it changes nothing (replace a field, set a status): no read-back is needed before sending again. */
  readonly idempotent: boolean;
  /** Asked for anew though it was confirmed before: somebody may have changed what it set. Only where it is idempotent. */
  readonly again?: boolean;
  /** The id of a found or created record. */
  readonly idOf: (record: RecordValue) => string;
  /** Hash of the source record: a refusal is remembered while this and the body stay the same. */
  readonly sourceHash?: string;
}

export type EffectOutcome =
  | {
      readonly kind: "confirmed";
      readonly id: string;
      readonly record: RecordValue;
      readonly by: "created" | "found" | "remembered";
    }
  | { readonly kind: "refused"; readonly faults: readonly Fault[]; readonly status: number }
  /** Nothing is known to be wrong: come back at `until`. `uncertain` says that it may have been executed. */
  | { readonly kind: "waiting"; readonly until: number; readonly reason: string; readonly uncertain: boolean }
  | { readonly kind: "blocked"; readonly reason: string; readonly faults: readonly Fault[] }
  | { readonly kind: "duplicate"; readonly ids: readonly string[] }
  | { readonly kind: "undecided"; readonly reason: string }
  /** The lease went to somebody else: stop all work of this run. */
  | { readonly kind: "lost" };

export interface EffectContext {
  readonly store: Pick<Store, "intents">;
  readonly clock: Clock;
  /** The fence of `leaseOf(scope)`, and whether it is still held at this moment (synchronous, by the local deadline). */
  readonly fence: number;
  readonly held: () => boolean;
  /** How long one call may itself sleep, e.g. through a settle window; 0 when absent. */
  readonly patienceMs?: number;
}

/** Pauses as short as this are slept through whatever the patience, since the next run is minutes away. */
const SHORT_PAUSE_MS = 2_000;
/** Sends within one call; what still does not hold is left to the next run. */
const MOST_SENDS = 3;

/**
 * Makes a foreign write take effect once: frozen, looked for, durably intended, sent at most once a settle window, and
 * judged by proof. Called again with the same key, in the same run or after a crash, it goes on where the store says it
 * stands. `docs/effect-once.md` has the protocol. Rejects with a `StoreFault` when the store fails, before anything is
 * sent or after the answer; the next call with the key is right either way.
 */
export async function takeEffect(effect: Effect, context: EffectContext): Promise<EffectOutcome> {
  return inTurn(context.store, effect.key, () => patiently(effect, context));
}

/** The refusal that an effect rests on, so that it would not be sent again as it is; nothing is written. */
export async function refusalOf(effect: Effect, context: EffectContext): Promise<Refusal | undefined> {
  const intent = await context.store.intents.get(effect.key);
  if (intent?.state !== "refused" || intent.bodyHash !== new EffectJournal(effect, context).bodyHash())
    return undefined;
  return rememberedRefusal(intent);
}

/** What is not settled in this scope: sent and not yet known, planned and not yet sent, or waiting for a person. */
export async function openIntents(
  store: Pick<Store, "intents">,
  scope: string,
  flow?: string,
): Promise<readonly Intent[]> {
  return store.intents.open(scope, flow);
}

async function patiently(effect: Effect, context: EffectContext): Promise<EffectOutcome> {
  const { clock } = context;
  const pass = new EffectPass(effect, context);
  const patientUntil = clock.now() + (context.patienceMs ?? 0);
  for (;;) {
    const outcome = await pass.run();
    if (outcome.kind !== "waiting" || pass.sends >= MOST_SENDS) return outcome;
    const pause = Math.max(outcome.until - clock.now(), 0);
    if (pause > SHORT_PAUSE_MS && outcome.until > patientUntil) return outcome;
    await clock.sleep(pause);
  }
}

const turns = new WeakMap<object, Map<string, Promise<unknown>>>();

/** Two documents may need the same customer at once: the second waits and then finds the first's result. */
async function inTurn<T>(store: object, key: string, work: () => Promise<T>): Promise<T> {
  const running = turns.get(store) ?? new Map<string, Promise<unknown>>();
  turns.set(store, running);
  const before = running.get(key);
  const mine = before === undefined ? work() : before.then(work, work);
  running.set(key, mine);
  try {
    return await mine;
  } finally {
    if (running.get(key) === mine) running.delete(key);
  }
}
