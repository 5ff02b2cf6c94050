import type { CompiledTransfer } from "../../compile/compiled.ts";
import type { Run } from "../flow-run/open-run.ts";

/** Whether a document that was carried to the end is in the list no more, so that only the list tells what is to be done. */
export function leavesTheList(transfer: CompiledTransfer): boolean {
  return transfer.steps.some((step) => step.name === "write back");
}

/** Whether a follow looks after the documents that this transfer makes. */
export function isWatched(run: Run, transfer: CompiledTransfer): boolean {
  return run.job.integration.flows.some(({ flow }) => flow.kind === "follow" && flow.of.includes(transfer.name));
}
