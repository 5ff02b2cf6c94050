import type { CompiledTransfer } from "../../compile/compiled.ts";
import { isStep } from "../../store/step.ts";
import { sameValue } from "../../value/equality.ts";
import { parseJson } from "../../value/json.ts";
import { isRecord } from "../../value/path.ts";
import type { Value } from "../../value/value.ts";
import type { FlowRun } from "../flow-run.ts";

/**
 * Write-backs whose answer was lost. The document may have moved on all the same, and then no list shows it again: it is
 * read by its id, once the lost request can no longer land. As it was to be, the write-back is confirmed; moved elsewhere
 * by a person, it is given up. `listed` are those that the run has met anyway.
 */
export async function settleMoved(
  run: FlowRun,
  transfer: CompiledTransfer,
  listed: ReadonlySet<string>,
  watched: boolean,
): Promise<void> {
  if (run.planning || run.stopping()) return;
  const now = run.job.clock.now();
  const left = (await run.store.intents.open(run.scope, transfer.name)).filter(
    ({ step, source, settleUntil }) => isStep("write back", step) && !listed.has(source) && (settleUntil ?? 0) <= now,
  );
  if (left.length === 0) return;
  const documents = await run.system(transfer.from).readMany(
    transfer.from.kind,
    left.map(({ source }) => source),
  );
  const { fence } = run.effectContext();
  for (const { key, source, body } of left) {
    const document = documents.get(source);
    const moved = document !== undefined && isWithin(document, parseJson(body));
    await run.store.intents.update(key, fence, { state: moved ? "confirmed" : "cancelled", nextAt: undefined }, now);
    await run.books.arrived(transfer, source, watched);
  }
}

/** Every value of `part` stands at the same place of `whole`; references have more fields than were written. */
function isWithin(whole: Value, part: Value): boolean {
  if (!isRecord(part)) return sameValue(whole, part);
  return isRecord(whole) && Object.entries(part).every(([name, value]) => isWithin(whole[name], value));
}
