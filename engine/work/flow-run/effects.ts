import type { CompiledFlow, KindRef } from "../../compile/compiled.ts";
import type { Effect } from "../../effect/effect.ts";
import { stableHash } from "../../value/hash.ts";
import { systemOf } from "../base/job.ts";
import { idOf } from "../base/names.ts";
import { LeaseLost } from "../base/trouble.ts";
import type { Run } from "./open-run.ts";

/** Names an effect for good: the same step of the same item is the same effect in every run. */
export function effectKey(run: Pick<Run, "scope">, flow: string, item: string, step: string): string {
  return stableHash([run.scope, flow, item, step]);
}

/** The effect of one write to a record of this kind, wanted by one source record of a flow. */
export function effectOf(
  run: Run,
  flow: CompiledFlow,
  source: string,
  kind: KindRef,
  write: Omit<Effect, "scope" | "flow" | "source" | "system" | "idOf">,
): Effect {
  return {
    scope: run.scope,
    flow: flow.name,
    source,
    system: systemOf(run.job, kind),
    idOf: (record) => idOf(run.job, kind, record),
    ...write,
  };
}

/** What was made longer ago than this and is not to be read any more has been taken away. */
const GONE_MS = 10 * 60_000;

/** Whether a record that an effect made long enough ago is not there any more. */
export async function isGone(run: Run, kind: KindRef, id: string, key: string): Promise<boolean> {
  const system = systemOf(run.job, kind);
  const intent = await run.job.store.intents.get(key);
  const now = run.job.clock.now();
  if (now - (intent?.updatedAt ?? now) < Math.max(system.settleMs, GONE_MS)) return false;
  return (await system.read(kind.kind, id)) === undefined;
}

/** What a process that died was about to make has been found by its match: nothing is open about it any more. */
export async function confirmFound(run: Run, key: string, target: string): Promise<void> {
  const { store, fence, clock } = run.effects;
  const intent = await store.intents.get(key);
  if (intent === undefined || intent.state === "confirmed") return;
  const ours = await store.intents.update(key, fence, { state: "confirmed", targetId: target }, clock.now());
  if (!ours) throw new LeaseLost();
}
