import type { CompiledTransfer } from "../../compile/compiled.ts";
import { isStep } from "../../store/step.ts";
import { parseJson } from "../../value/json.ts";
import { holds } from "../base/changed-fields.ts";
import { systemOf } from "../base/job.ts";
import type { Run } from "../flow-run/open-run.ts";

/**
 * Write-backs whose answer was lost. The document may have moved on all the same, and then no list shows it again: it is
 * read by its id, once the lost request can no longer land. As it was to be, the write-back is confirmed; moved elsewhere
 * by a person, it is given up. `listed` are those that the run has met anyway.
 */
export async function settleMoved(
  run: Run,
  transfer: CompiledTransfer,
  listed: ReadonlySet<string>,
  watched: boolean,
): Promise<void> {
  if (run.planning || run.stopping()) return;
  const now = run.job.clock.now();
  const left = (await run.job.store.intents.open(run.scope, transfer.name)).filter(
    ({ step, source, settleUntil }) => isStep("write back", step) && !listed.has(source) && (settleUntil ?? 0) <= now,
  );
  if (left.length === 0) return;
  const documents = await systemOf(run.job, transfer.from).readMany(
    transfer.from.kind,
    left.map(({ source }) => source),
  );
  for (const { key, source, body } of left) {
    const document = documents.get(source);
    const moved = document !== undefined && holds(document, parseJson(body));
    await run.job.store.intents.update(
      key,
      run.effects.fence,
      { state: moved ? "confirmed" : "cancelled", nextAt: undefined },
      now,
    );
    await run.books.arrived(transfer, source, watched);
  }
}
