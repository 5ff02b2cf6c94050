import { ReadFault } from "../../connector/operations.ts";
import { takeEffect } from "../../effect/take-effect.ts";
import type { Run } from "../open-run.ts";
import { evaluateOne } from "../world/evaluate.ts";
import { writeBack } from "./effects.ts";
import type { Item, ItemOutcome } from "./item.ts";

/** Enters into the books what became of an item. True when a later run has to look at it again, though its record may not change. */
export async function closeItem(run: Run, item: Item, outcome: ItemOutcome): Promise<boolean> {
  const { transfer, record } = item;
  switch (outcome.kind) {
    case "done":
      return false;
    case "skipped":
      await run.books.skip(transfer, item, outcome.said);
      return false;
    case "waiting":
      await run.books.wait(transfer, item, outcome.reason);
      return true;
    case "set-aside":
      await run.books.refuse(transfer, item, [outcome.said], record);
      return true;
    case "refused":
      await run.books.refuse(transfer, item, outcome.said, record);
      if (!run.planning) await tellSource(run, item);
      return true;
  }
}

/** The error status on the source record, where the integration has one. */
async function tellSource(run: Run, item: Item): Promise<void> {
  const { transfer, record, id, label } = item;
  const { onError } = transfer;
  if (onError === undefined) return;
  const body = await evaluateOne(run.scene, (scene) => onError(scene, record, id));
  if (body === undefined || body instanceof ReadFault) return;
  const outcome = await takeEffect(writeBack(run, item, body, "on error"), run.effects);
  if (outcome.kind !== "confirmed") run.trouble.of(outcome, transfer.from.side, transfer.span, label);
}
