import type { CompiledTransfer, ItemName, Said } from "../../compile/compiled.ts";
import { ReadFault } from "../../connector/operations.ts";
import type { EffectOutcome } from "../../effect/effect.ts";
import type { Span } from "../../source/span.ts";
import type { RecordState } from "../../store/store.ts";
import type { RecordValue } from "../../value/value.ts";
import type { FlowRun } from "../flow-run.ts";
import { isWaiting } from "../said.ts";
import { type Confirmed, writeBack } from "./effects.ts";

/** What was said of a record when it was refused. */
export function remembered({ code, message, advice }: RecordState, span: Span): Said {
  return { code: code ?? "refused", text: message ?? "", advice, facts: {}, span };
}

/** Open: a later run has to look at it again, though the document may not change. */
export type Settled = "done" | "open";

/** An effect that is not confirmed: refused by the other side, or to be looked at again by a later run. */
export function unsettled(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  item: ItemName,
  system: string,
  span: Span,
  outcome: Exclude<EffectOutcome, Confirmed>,
): Promise<"open"> {
  const trouble = run.trouble.of(outcome, system, span, item.label);
  return trouble.kind === "waiting"
    ? waitFor(run, transfer, item, trouble.reason)
    : giveUp(run, transfer, record, item, trouble.said);
}

/** The item comes back at a later run; nothing is wrong with it. */
export async function waitFor(
  run: FlowRun,
  transfer: CompiledTransfer,
  item: ItemName,
  reason: string,
): Promise<"open"> {
  await run.books.wait(transfer, item, reason);
  return "open";
}

/** The item is refused, unless it only waits for another record. */
export async function giveUp(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  item: ItemName,
  said: readonly Said[],
): Promise<"open"> {
  if (isWaiting(said)) return waitFor(run, transfer, item, said[0]?.text ?? "");
  await refuseItem(run, transfer, record, item, said);
  return "open";
}

/** An error in the log; and the error status on the source, where the integration has one. */
async function refuseItem(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  item: ItemName,
  said: readonly Said[],
): Promise<void> {
  await run.books.refuse(transfer, item, said, record);
  const { onError } = transfer;
  if (run.planning || onError === undefined) return;
  const body = await run.evaluateOne((scene) => onError(scene, record, item.id));
  if (body === undefined || body instanceof ReadFault) return;
  const outcome = await writeBack(run, transfer, record, item, body, "on error");
  if (outcome.kind !== "confirmed") run.trouble.of(outcome, transfer.from.side, transfer.span, item.label);
}
