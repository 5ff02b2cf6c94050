import type { CompiledTransfer, ItemName, StepEvaluation } from "../../compile/compiled.ts";
import { ReadFault } from "../../connector/operations.ts";
import type { RecordValue } from "../../value/value.ts";
import type { FlowRun } from "../flow-run.ts";
import { type Carried, undo, writeBack, writeStep } from "./effects.ts";
import { giveUp, type Settled, unsettled } from "./outcome.ts";

/** Whether a document that was carried to the end is in the list no more, so that only the list tells what is to be done. */
export function leavesTheList(transfer: CompiledTransfer): boolean {
  return transfer.steps.some((step) => step.name === "write back");
}

/** Whether a follow looks after the documents that this transfer makes. */
export function isWatched(run: FlowRun, transfer: CompiledTransfer): boolean {
  return run.job.integration.flows.some(({ flow }) => flow.kind === "follow" && flow.of.includes(transfer.name));
}

/** The steps after the document itself, in order. A step that is not settled yet holds back those after it. */
export async function followUp(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  item: ItemName,
  carried: Carried,
): Promise<Settled> {
  let made = carried.record;
  let isNoted = false;
  const note = async (): Promise<void> => {
    if (!isNoted) await run.books.transferred(transfer, item, carried.id, carried.by, isWatched(run, transfer));
    isNoted = true;
  };
  if (carried.by !== "created" && transfer.steps.some((step) => step.readsMade))
    made = (await run.system(transfer.to).read(transfer.to.kind, carried.id)) ?? made;
  for (const step of transfer.steps) {
    const evaluated = await run.evaluateOne((scene) => transfer.evaluateStep(scene, record, item.id, made, step.index));
    if (evaluated instanceof ReadFault) throw evaluated;
    // Once its source has moved on, no later run meets the document again: what is to be remembered of it goes before.
    if (step.name === "write back" && evaluated.length > 0) await note();
    for (const one of evaluated) {
      const settled = await takeStep(run, transfer, record, item, carried, one);
      if (settled !== "done") return "open";
    }
  }
  await note();
  return "done";
}

async function takeStep(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  item: ItemName,
  carried: Carried,
  step: StepEvaluation,
): Promise<Settled> {
  if (step.kind === "refused") return giveUp(run, transfer, record, item, step.said);
  if (step.kind === "failed") return failedVerification(run, transfer, record, item, carried.id, step);
  const outcome = await (step.kind === "write-back"
    ? writeBack(run, transfer, record, item, step.body, step.identity)
    : writeStep(run, transfer, item, carried, step));
  if (outcome.kind === "confirmed") return "done";
  const system = step.kind === "write-back" ? transfer.from.side : step.to.side;
  return unsettled(run, transfer, record, item, system, step.step.span, outcome);
}

/** The document was made and is not what it should be: taken out again, refused, or only noted. */
async function failedVerification(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  item: ItemName,
  madeId: string,
  step: Extract<StepEvaluation, { kind: "failed" }>,
): Promise<Settled> {
  if (step.otherwise === "warn") {
    run.books.log(transfer, item, "warning", step.said.code, step.said.text, step.said.advice, madeId);
    return "done";
  }
  if (step.otherwise === "undo") {
    const outcome = await undo(run, transfer, item, madeId);
    if (outcome.kind !== "confirmed")
      return unsettled(run, transfer, record, item, transfer.to.side, step.step.span, outcome);
  }
  return giveUp(run, transfer, record, item, [step.said]);
}
