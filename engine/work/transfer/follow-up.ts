import type { StepEvaluation } from "../../compile/compiled.ts";
import { ReadFault } from "../../connector/operations.ts";
import { takeEffect } from "../../effect/take-effect.ts";
import { systemOf } from "../base/job.ts";
import type { Run } from "../flow-run/open-run.ts";
import { evaluateOne } from "../world/evaluate.ts";
import { isWatched } from "./afterwards.ts";
import type { Item, ItemOutcome, Made } from "./item.ts";
import { stepEffectOf } from "./item-effects.ts";

/** The steps after the document itself, in order. A step that is not settled yet holds back those after it. */
export function followUp(run: Run, item: Item, made: Made): Promise<ItemOutcome> {
  const { approval } = run;
  return approval === undefined ? takeSteps(run, item, made) : approval.inStep(() => takeSteps(run, item, made));
}

async function takeSteps(run: Run, item: Item, made: Made): Promise<ItemOutcome> {
  const { transfer, record, id } = item;
  let document = made.record;
  let isNoted = false;
  const note = async (): Promise<void> => {
    if (!isNoted) await run.books.transferred(transfer, item, made.id, made.by, isWatched(run, transfer));
    isNoted = true;
  };
  if (made.by !== "created" && transfer.steps.some((step) => step.readsMade))
    document = (await systemOf(run.job, transfer.to).read(transfer.to.kind, made.id)) ?? document;
  for (const step of transfer.steps) {
    const evaluated = await evaluateOne(run.scene, (scene) =>
      transfer.evaluateStep(scene, record, id, document, step.index),
    );
    if (evaluated instanceof ReadFault) throw evaluated;
    // Once its source has moved on, no later run meets the document again: what is to be remembered of it goes before.
    if (step.name === "write back" && evaluated.length > 0) await note();
    for (const one of evaluated) {
      const outcome = await takeStep(run, item, made, one);
      if (outcome.kind !== "done") return outcome;
    }
  }
  await note();
  return { kind: "done" };
}

async function takeStep(run: Run, item: Item, made: Made, step: StepEvaluation): Promise<ItemOutcome> {
  const { transfer, label } = item;
  if (step.kind === "refused") return step;
  if (step.kind === "failed" && step.otherwise === "warn") {
    run.books.warn(transfer, item, step.said, made.id);
    return { kind: "done" };
  }
  if (step.kind === "failed" && step.otherwise === "refuse") return { kind: "refused", said: [step.said] };
  const { to, effect } = await stepEffectOf(run, item, made, step);
  const outcome = await takeEffect(effect, run.effects);
  if (outcome.kind !== "confirmed") return run.trouble.of(outcome, to.side, step.step.span, label);
  return step.kind === "failed" ? { kind: "refused", said: [step.said] } : { kind: "done" };
}
