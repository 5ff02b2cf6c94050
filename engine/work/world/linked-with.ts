import type { CompiledTransfer } from "../../compile/compiled.ts";
import type { LinkedSide } from "../../language/types/frame.ts";
import type { RecordValue } from "../../value/value.ts";
import { type Job, scopeOf, systemOf } from "../base/job.ts";
import type { Planned } from "../base/planned.ts";

/**
 * The record that a register has linked with the one of this id, asked of the side it stands on: ids may be equal on both.
 * Of a transfer, what it made of its source.
 */
export async function linkedWith(
  job: Job,
  planned: Planned,
  flow: string,
  side: LinkedSide,
  id: string,
): Promise<RecordValue | undefined> {
  const transfer = job.integration.transfers.get(flow);
  if (transfer !== undefined) return madeOf(job, transfer, id);
  const register = job.integration.registers.get(flow);
  if (register === undefined) return undefined;
  const { from, to } = register;
  if (side === "from") {
    const link = await job.store.links.bySource(scopeOf(job), flow, id);
    return link === undefined ? undefined : systemOf(job, to).read(to.kind, link.target);
  }
  const link = await job.store.links.byTarget(scopeOf(job), flow, id);
  const source = link?.source ?? planned.sourceOf(flow, id);
  return source === undefined ? undefined : systemOf(job, from).read(from.kind, source);
}

/** What was refused after it was made may have been taken out again. */
async function madeOf(job: Job, { name, to }: CompiledTransfer, source: string): Promise<RecordValue | undefined> {
  const carried = await job.store.records.get(scopeOf(job), name, source);
  if (carried?.target === undefined || carried.state === "refused") return undefined;
  return systemOf(job, to).read(to.kind, carried.target);
}
