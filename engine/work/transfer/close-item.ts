import { ReadFault } from "../../connector/operations.ts";
import { takeEffect } from "../../effect/take-effect.ts";
import { saidOfReadFault, setbackOf } from "../base/said.ts";
import type { Run } from "../flow-run/open-run.ts";
import { evaluateOne } from "../world/evaluate.ts";
import type { Item, ItemOutcome } from "./item.ts";
import { writeBackOf } from "./item-effects.ts";

/** Enters into the books what became of an item. True when a later run has to look at it again, though its record may not change. */
export async function closeItem(run: Run, item: Item, reached: ItemOutcome): Promise<boolean> {
  const { transfer, record } = item;
  const outcome = reached.kind === "refused" ? setbackOf(reached.said) : reached;
  switch (outcome.kind) {
    case "done":
      return false;
    case "skipped":
      await run.books.skip(transfer, item, outcome.said);
      return false;
    case "waiting":
      await run.books.wait(transfer, item, outcome.reason ?? "");
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
  const effect = writeBackOf(run, item, body, "on error");
  const outcome = await takeEffect(effect, run.effects);
  if (outcome.kind !== "confirmed") run.trouble.of(outcome, transfer.from.side, transfer.span, label);
}

/** A read that failed on the way: the item waits for a system that is busy, and is refused for anything else. */
export function notRead(run: Run, { transfer }: Item, thrown: unknown): ItemOutcome {
  const fault = run.trouble.ofRecord(thrown);
  if (fault.kind === "later") return { kind: "waiting", reason: `${fault.system}: ${fault.message}` };
  return { kind: "set-aside", said: saidOfReadFault(fault, transfer.span) };
}
