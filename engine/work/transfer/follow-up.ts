import type { CompiledStep, KindRef, StepEvaluation } from "../../compile/compiled.ts";
import { ReadFault } from "../../connector/operations.ts";
import type { Effect } from "../../effect/effect.ts";
import { takeEffect } from "../../effect/take-effect.ts";
import { systemOf } from "../job.ts";
import type { Run } from "../open-run.ts";
import { setbackOf } from "../said.ts";
import { evaluateOne } from "../world/evaluate.ts";
import { isWatched } from "./afterwards.ts";
import { type Made, stepWrite, undoing, writeBack } from "./effects.ts";
import type { Item, ItemOutcome } from "./item.ts";

/** The steps after the document itself, in order. A step that is not settled yet holds back those after it. */
export async function followUp(run: Run, item: Item, document: Made): Promise<ItemOutcome> {
  const { transfer, record, id } = item;
  let made = document.record;
  let isNoted = false;
  const note = async (): Promise<void> => {
    if (!isNoted) await run.books.transferred(transfer, item, document.id, document.by, isWatched(run, transfer));
    isNoted = true;
  };
  if (document.by !== "created" && transfer.steps.some((step) => step.readsMade))
    made = (await systemOf(run.job, transfer.to).read(transfer.to.kind, document.id)) ?? made;
  for (const step of transfer.steps) {
    const evaluated = await evaluateOne(run.scene, (scene) =>
      transfer.evaluateStep(scene, record, id, made, step.index),
    );
    if (evaluated instanceof ReadFault) throw evaluated;
    // Once its source has moved on, no later run meets the document again: what is to be remembered of it goes before.
    if (step.name === "write back" && evaluated.length > 0) await note();
    for (const one of evaluated) {
      const outcome = await takeStep(run, item, document, one);
      if (outcome.kind !== "done") return outcome;
    }
  }
  await note();
  return { kind: "done" };
}

async function takeStep(run: Run, item: Item, document: Made, step: StepEvaluation): Promise<ItemOutcome> {
  const { from, to } = item.transfer;
  switch (step.kind) {
    case "refused":
      return setbackOf(step.said);
    case "write":
      return send(run, item, await stepWrite(run, item, document, step), step.to, step.step);
    case "write-back":
      return send(run, item, writeBack(run, item, step.body, step.identity), from, step.step);
    case "failed": {
      // The document was made and is not what it should be: taken out again, refused, or only noted.
      if (step.otherwise === "warn") {
        run.books.warn(item.transfer, item, step.said, document.id);
        return { kind: "done" };
      }
      if (step.otherwise === "undo") {
        const undone = await send(run, item, undoing(run, item, document.id), to, step.step);
        if (undone.kind !== "done") return undone;
      }
      return setbackOf([step.said]);
    }
  }
}

async function send(
  run: Run,
  item: Item,
  effect: Effect,
  { side }: KindRef,
  { span }: CompiledStep,
): Promise<ItemOutcome> {
  const outcome = await takeEffect(effect, run.effects);
  return outcome.kind === "confirmed" ? { kind: "done" } : run.trouble.of(outcome, side, span, item.label);
}
