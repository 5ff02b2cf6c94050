import type { CompiledTransfer, Evaluation } from "../../compile/compiled.ts";
import type { ReadFault } from "../../connector/operations.ts";
import type { RecordValue } from "../../value/value.ts";
import { nameOf } from "../names.ts";
import type { Run } from "../open-run.ts";
import { saidOfReadFault, saidStandard, setbackOf } from "../said.ts";
import { closeItem } from "./close-item.ts";
import { followUp } from "./follow-up.ts";
import type { Item, ItemOutcome } from "./item.ts";
import { makeDocument, undoneBefore } from "./make-document.ts";
import { planItem } from "./plan-item.ts";

/**
 * Carries one item of a source record, as it was evaluated, and enters into the books what became of it. True when a
 * later run has to look at it again. Whatever goes wrong with one item stays with it.
 */
export async function carryItem(
  run: Run,
  transfer: CompiledTransfer,
  record: RecordValue,
  evaluation: Evaluation,
): Promise<boolean> {
  const item: Item = { transfer, record, id: evaluation.item.id, label: evaluation.item.label };
  try {
    run.books.taken(transfer.name);
    return await closeItem(run, item, await carry(run, item, evaluation));
  } catch (thrown) {
    return closeItem(run, item, notRead(run, transfer, thrown));
  }
}

/** The way of an item: evaluated, then planned, or made and followed up. */
async function carry(run: Run, item: Item, evaluation: Evaluation): Promise<ItemOutcome> {
  const { transfer } = item;
  if (evaluation.kind === "skipped") return evaluation;
  if (evaluation.kind === "waiting") return { kind: "waiting", reason: "" };
  if (evaluation.kind === "refused") return setbackOf(evaluation.said);
  const { generation, refused } = await undoneBefore(run, item);
  if (refused !== undefined) return { kind: "set-aside", said: refused };
  if (run.planning) return planItem(run, item, evaluation, generation);
  const made = await makeDocument(run, item, evaluation, generation);
  if (made.kind !== "confirmed") return run.trouble.of(made, transfer.to.side, transfer.span, item.label);
  run.trouble.arrived();
  return followUp(run, item, made);
}

/** A document of which nothing can be made: something that it asks for cannot be read, or nobody knows whose it is. */
export async function setAside(
  run: Run,
  transfer: CompiledTransfer,
  record: RecordValue,
  why: ReadFault | "unclear",
): Promise<boolean> {
  const item: Item = { transfer, record, ...nameOf(run.job, transfer.from, record) };
  if (why !== "unclear") return closeItem(run, item, notRead(run, transfer, why));
  const said = saidStandard("unit-unclear", { record: item.label }, transfer.span);
  return closeItem(run, item, { kind: "set-aside", said });
}

/** A read that failed on the way: the document waits for a system that is busy, and is refused for anything else. */
function notRead(run: Run, transfer: CompiledTransfer, thrown: unknown): ItemOutcome {
  const fault = run.trouble.ofRecord(thrown);
  if (fault.kind === "later") return { kind: "waiting", reason: `${fault.system}: ${fault.message}` };
  return { kind: "set-aside", said: saidOfReadFault(fault, transfer.span) };
}
