import type { Said } from "../../compile/compiled.ts";
import type { Effect } from "../../effect/effect.ts";
import { refusalOf } from "../../effect/take-effect.ts";
import type { Intent } from "../../store/store.ts";
import { stableHash } from "../../value/hash.ts";
import { idOf } from "../base/names.ts";
import { type PlannedAction, plannedOf } from "../base/planned.ts";
import { saidOfFaults, saidRemembered } from "../base/said.ts";
import { type Run, shownLineage } from "../flow-run/open-run.ts";
import { evaluateOne } from "../world/evaluate.ts";
import { leavesTheList } from "./afterwards.ts";
import type { Item, ItemOutcome, Ready } from "./item.ts";

/** Says what a run would do with an item: make it as `creation` does, move it on, wait for it, or refuse it as before. */
export async function planItem(run: Run, item: Item, ready: Ready, creation: Effect): Promise<ItemOutcome> {
  const { transfer, record, id } = item;
  const { from, to } = transfer;
  const body = run.pending.shown(ready.body);
  const lineage = shownLineage(run, ready.lineage);
  const found: PlannedAction[] = [];
  const about = plannedOf(transfer, item, record, idOf(run.job, transfer.from, record));
  const plan = (action: PlannedAction["action"], where: string, rest: Partial<PlannedAction> = {}): void =>
    void found.push({ ...about, action, to: where, ...rest });
  const known = await run.job.store.intents.get(creation.key);
  const said = await knownRefusal(run, item, creation, known);
  if (said !== undefined) plan("refuse", `${to.side}/${to.kind}`, { target: known?.targetId, said });
  else if (known?.state === "confirmed" && leavesTheList(transfer))
    plan("write back", `${from.side}/${from.kind}`, { target: known.targetId });
  else if (known?.state === "confirmed") plan("nothing", `${to.side}/${to.kind}`, { target: known.targetId });
  else if (known?.state === "sending" || known?.state === "uncertain")
    plan("wait", `${to.side}/${to.kind}`, { body, lineage });
  else {
    plan("create", `${to.side}/${to.kind}`, { body, lineage });
    for (const { name, index } of transfer.steps) {
      const may = await evaluateOne(run.scene, (scene) => transfer.mayApply(scene, record, id, index));
      if (may !== false) plan(name === "write back" ? "write back" : "step", name);
    }
  }
  await run.planned.add(...found);
  return { kind: "done" };
}

/** What the run would say of it again: the other side's refusal, or a step that was refused after the document was made. */
async function knownRefusal(
  run: Run,
  { transfer, record, id }: Item,
  creation: Effect,
  known: Intent | undefined,
): Promise<readonly Said[] | undefined> {
  const refusal = await refusalOf(creation, run.effects);
  if (refusal !== undefined) return saidOfFaults(run.job.integration, transfer.to.side, refusal.faults, transfer.span);
  const before = await run.job.store.records.get(run.scope, transfer.name, id);
  const isAsBefore =
    run.effects.insists !== true && before?.state === "refused" && before.sourceHash === stableHash(record);
  return known?.state === "confirmed" && isAsBefore ? [saidRemembered(before, transfer.span)] : undefined;
}
