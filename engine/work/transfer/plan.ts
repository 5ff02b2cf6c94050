import type { CompiledTransfer, Said } from "../../compile/compiled.ts";
import type { Effect } from "../../effect/effect.ts";
import { refusalOf } from "../../effect/take-effect.ts";
import type { Intent } from "../../store/store.ts";
import { stableHash } from "../../value/hash.ts";
import type { RecordValue } from "../../value/value.ts";
import type { FlowRun } from "../flow-run.ts";
import { saidOfFaults } from "../said.ts";
import { creation, type Ready } from "./effects.ts";
import { remembered } from "./outcome.ts";
import { leavesTheList } from "./steps.ts";

/** What a run would do with an item that is ready: make it, move it on, wait for it, or refuse it as before. */
export async function planItem(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  ready: Ready,
  generation: string,
): Promise<void> {
  const to = `${transfer.to.side}/${transfer.to.kind}`;
  const base = { flow: transfer.name, record: ready.item.id, label: ready.item.label, before: undefined, said: [] };
  const effect = creation(run, transfer, record, ready, generation);
  const known = await run.store.intents.get(effect.key);
  const said = await knownRefusal(run, transfer, record, effect, known);
  if (said !== undefined) {
    const nothing = { target: known?.targetId, body: undefined, lineage: [] };
    run.planned.add({ ...base, action: "refuse", to, ...nothing, said });
    return;
  }
  if (known?.state === "confirmed") {
    const movesOn = leavesTheList(transfer);
    const back = `${transfer.from.side}/${transfer.from.kind}`;
    run.planned.add({
      ...base,
      action: movesOn ? "write back" : "nothing",
      to: movesOn ? back : to,
      target: known.targetId,
      body: undefined,
      lineage: [],
    });
    return;
  }
  if (known !== undefined && (known.state === "sending" || known.state === "uncertain")) {
    run.planned.add({ ...base, action: "wait", to, target: undefined, body: ready.body, lineage: ready.lineage });
    return;
  }
  run.planned.add({ ...base, action: "create", to, target: undefined, body: ready.body, lineage: ready.lineage });
  for (const step of transfer.steps) {
    const may = await run.evaluateOne((scene) => transfer.mayApply(scene, record, ready.item.id, step.index));
    if (may === false) continue;
    run.planned.add({
      ...base,
      action: step.name === "write back" ? "write back" : "step",
      to: step.name,
      target: undefined,
      body: undefined,
      lineage: [],
    });
  }
}

/** What the run would say of it again: the other side's refusal, or a step that was refused after the document was made. */
async function knownRefusal(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  effect: Effect,
  known: Intent | undefined,
): Promise<readonly Said[] | undefined> {
  const { side } = transfer.to;
  const refusal = await refusalOf(effect, run.effectContext());
  if (refusal !== undefined) return saidOfFaults(run.job.integration, side, refusal.faults, transfer.span);
  const before = await run.store.records.get(run.scope, transfer.name, effect.source);
  const isAsBefore = before?.state === "refused" && before.sourceHash === stableHash(record);
  return known?.state === "confirmed" && isAsBefore ? [remembered(before, transfer.span)] : undefined;
}
