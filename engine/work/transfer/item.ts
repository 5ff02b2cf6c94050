import type { CompiledTransfer, Evaluation, ItemName, Said } from "../../compile/compiled.ts";
import type { Effect, EffectOutcome } from "../../effect/effect.ts";
import { takeEffect } from "../../effect/take-effect.ts";
import { stableHash } from "../../value/hash.ts";
import { canonicalJson } from "../../value/json.ts";
import type { RecordValue } from "../../value/value.ts";
import type { FlowRun } from "../flow-run.ts";
import { creation, type Ready } from "./effects.ts";
import { giveUp, remembered, type Settled, unsettled, waitFor } from "./outcome.ts";
import { planItem } from "./plan.ts";
import { followUp, leavesTheList } from "./steps.ts";

/** One item of a document, as it was evaluated: passed over, refused, planned, or made and followed up. */
export async function takeItem(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  evaluation: Evaluation,
): Promise<Settled> {
  run.books.taken(transfer.name);
  const { item } = evaluation;
  if (evaluation.kind === "skipped") {
    await run.books.skip(transfer, item, evaluation.said);
    return "done";
  }
  if (evaluation.kind === "waiting") return waitFor(run, transfer, item, "");
  if (evaluation.kind === "refused") return giveUp(run, transfer, record, item, evaluation.said);
  const undone = await undoneBefore(run, transfer, record, item);
  if (undone.refused !== undefined) {
    await run.books.refuse(transfer, item, [undone.refused], record);
    return "open";
  }
  if (run.planning) {
    await planItem(run, transfer, record, evaluation, undone.generation);
    return "done";
  }
  const { outcome, generation } = await make(run, transfer, record, evaluation, undone.generation);
  if (outcome.kind !== "confirmed")
    return unsettled(run, transfer, record, item, transfer.to.side, transfer.span, outcome);
  run.trouble.arrived();
  return followUp(run, transfer, record, item, { ...outcome, generation });
}

/**
 * Makes the document. One that was carried to the end, was taken away on the other side since and is set to be
 * transferred once more, is made as another one.
 */
async function make(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  ready: Ready,
  first: string,
): Promise<{ readonly outcome: EffectOutcome; readonly generation: string }> {
  for (let generation = first; ; ) {
    const effect = creation(run, transfer, record, ready, generation);
    const outcome = await takeEffect(effect, run.effectContext());
    if (outcome.kind !== "confirmed" || outcome.by !== "remembered" || !leavesTheList(transfer))
      return { outcome, generation };
    const before = await run.store.records.get(run.scope, transfer.name, ready.item.id);
    if (before?.state !== "done" && before?.state !== "watched") return { outcome, generation };
    if (!(await run.isGone(transfer.to, outcome.id, effect.key))) {
      await tellUncarried(run, transfer, ready, effect, outcome.id);
      return { outcome, generation };
    }
    generation = `${generation} after ${outcome.id}`;
  }
}

/** What has become of the document since it was carried stays where it is: that is to be known. */
async function tellUncarried(
  run: FlowRun,
  transfer: CompiledTransfer,
  ready: Ready,
  effect: Effect,
  target: string,
): Promise<void> {
  const intent = await run.store.intents.get(effect.key);
  if (intent === undefined || intent.body === canonicalJson(ready.body)) return;
  const said = run.standard("transferred-before", { record: ready.item.label, target }, transfer.span);
  run.books.log(transfer, ready.item, "warning", said.code, said.text, said.advice, target);
}

/**
 * A document that was taken out again because it was not what it should be. Unchanged it stays refused, with what was
 * said of it; changed, or when somebody said retry, it is made again as a document of its own.
 */
async function undoneBefore(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  item: ItemName,
): Promise<{ readonly generation: string; readonly refused: Said | undefined }> {
  const never = { generation: "", refused: undefined };
  if (!transfer.steps.some((step) => step.name === "verify")) return never;
  const times = await run.store.intents.undone(run.scope, transfer.name, item.id);
  if (times === 0) return never;
  const generation = ` again ${times}`;
  const before = await run.store.records.get(run.scope, transfer.name, item.id);
  if (before?.state !== "refused" || before.sourceHash !== stableHash(record))
    return { generation, refused: undefined };
  return { generation, refused: remembered(before, transfer.span) };
}
