import type { Said } from "../../compile/compiled.ts";
import type { Effect, EffectOutcome } from "../../effect/effect.ts";
import { takeEffect } from "../../effect/take-effect.ts";
import { stableHash } from "../../value/hash.ts";
import { canonicalJson } from "../../value/json.ts";
import { isGone } from "../effects.ts";
import type { Run } from "../open-run.ts";
import { saidRemembered, saidStandard } from "../said.ts";
import { leavesTheList } from "./afterwards.ts";
import { creation, type Made, type Ready } from "./effects.ts";
import type { Item } from "./item.ts";

/**
 * Makes the document. One that was carried to the end, was taken away on the other side since and is set to be
 * transferred once more, is made as another one.
 */
export async function makeDocument(
  run: Run,
  item: Item,
  ready: Ready,
  first: string,
): Promise<Made | Exclude<EffectOutcome, { kind: "confirmed" }>> {
  const { transfer } = item;
  for (let generation = first; ; ) {
    const effect = creation(run, item, ready, generation);
    const outcome = await takeEffect(effect, run.effects);
    if (outcome.kind !== "confirmed") return outcome;
    const made = { ...outcome, generation };
    if (outcome.by !== "remembered" || !leavesTheList(transfer)) return made;
    const before = await run.job.store.records.get(run.scope, transfer.name, item.id);
    if (before?.state !== "done" && before?.state !== "watched") return made;
    if (!(await isGone(run, transfer.to, outcome.id, effect.key))) {
      await tellUncarried(run, item, ready, effect, outcome.id);
      return made;
    }
    generation = `${generation} after ${outcome.id}`;
  }
}

/** What has become of the document since it was carried stays where it is: that is to be known. */
async function tellUncarried(run: Run, item: Item, ready: Ready, effect: Effect, target: string): Promise<void> {
  const intent = await run.job.store.intents.get(effect.key);
  if (intent === undefined || intent.body === canonicalJson(ready.body)) return;
  const { transfer, label } = item;
  run.books.warn(transfer, item, saidStandard("transferred-before", { record: label, target }, transfer.span), target);
}

/**
 * A document that was taken out again because it was not what it should be. Unchanged it stays refused, with what was
 * said of it; changed, or when somebody said retry, it is made again as a document of its own.
 */
export async function undoneBefore(
  run: Run,
  { transfer, record, id }: Item,
): Promise<{ readonly generation: string; readonly refused: Said | undefined }> {
  const never = { generation: "", refused: undefined };
  if (!transfer.steps.some((step) => step.name === "verify")) return never;
  const times = await run.job.store.intents.undone(run.scope, transfer.name, id);
  if (times === 0) return never;
  const generation = ` again ${times}`;
  const before = await run.job.store.records.get(run.scope, transfer.name, id);
  if (before?.state !== "refused" || before.sourceHash !== stableHash(record))
    return { generation, refused: undefined };
  return { generation, refused: saidRemembered(before, transfer.span) };
}
