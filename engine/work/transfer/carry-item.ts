import type { CompiledTransfer, Evaluation } from "../../compile/compiled.ts";
import { takeEffect } from "../../effect/take-effect.ts";
import type { RecordValue } from "../../value/value.ts";
import type { Run } from "../flow-run/open-run.ts";
import { isApproved } from "../flow-run/rehearse.ts";
import { closeItem, notRead } from "./close-item.ts";
import { followUp } from "./follow-up.ts";
import type { Item, ItemOutcome, Ready } from "./item.ts";
import { creationOf } from "./item-effects.ts";
import { isTakenAway, undoneBefore } from "./made-before.ts";
import { planItem } from "./plan-item.ts";

/**
 * Carries one item of a source record, as it was evaluated, and enters into the books what became of it. True when a
 * later run has to look at it again; undefined when it is left as it was. Whatever goes wrong with one item stays with it.
 */
export async function carryItem(
  run: Run,
  transfer: CompiledTransfer,
  record: RecordValue,
  evaluation: Evaluation,
): Promise<boolean | undefined> {
  const { id, label } = evaluation.item;
  const item: Item = { transfer, record, id, label };
  if (!(await isApproved(run, transfer, item, (rehearsal) => carryItem(rehearsal, transfer, record, evaluation))))
    return undefined;
  try {
    run.books.taken(transfer.name);
    const outcome = evaluation.kind === "ready" ? await carry(run, item, evaluation) : evaluation;
    return await closeItem(run, item, outcome);
  } catch (thrown) {
    return closeItem(run, item, notRead(run, item, thrown));
  }
}

/** The way of an item: planned, or intended, sent, confirmed and followed up. */
async function carry(run: Run, item: Item, ready: Ready): Promise<ItemOutcome> {
  const { transfer, label } = item;
  const undone = await undoneBefore(run, item);
  if (undone.refused !== undefined) return { kind: "set-aside", said: undone.refused };
  for (let { generation } = undone; ; ) {
    const creation = creationOf(run, item, ready, generation);
    if (run.planning) return planItem(run, item, ready, creation);
    const made = await takeEffect(creation, run.effects);
    if (made.kind !== "confirmed") return run.trouble.of(made, transfer.to.side, transfer.span, label);
    if (made.by === "remembered" && (await isTakenAway(run, item, ready, creation, made.id))) {
      // Set to be transferred once more, it is made as another one.
      generation = `${generation} after ${made.id}`;
      continue;
    }
    run.trouble.arrived();
    return followUp(run, item, { ...made, generation });
  }
}
