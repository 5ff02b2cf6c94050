import type { Effect, EffectContext, EffectOutcome, Refusal } from "./effect.ts";
import { EffectJournal, rememberedRefusal } from "./journal.ts";
import { EffectPass } from "./pass.ts";

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
  if (context.insists === true) return undefined;
  const intent = await context.store.intents.get(effect.key);
  if (intent?.state !== "refused" || intent.bodyHash !== new EffectJournal(effect, context).bodyHash())
    return undefined;
  return rememberedRefusal(intent);
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
