import { idOf } from "../base/names.ts";
import { plannedOf } from "../base/planned.ts";
import { type Run, shownLineage } from "../flow-run/open-run.ts";
import { asKnown } from "./carry-out.ts";
import type { Entry, RegisterAction } from "./decide.ts";

/** Says what a run would do with a record, which is what was decided unless the other side has refused it already. */
export async function planRecord(run: Run, entry: Entry, decided: RegisterAction): Promise<RegisterAction> {
  const { register, ready } = entry;
  const action = await asKnown(run, entry, decided);
  const planned = {
    ...plannedOf(register, ready.item, entry.record, idOf(run.job, register.from, entry.record)),
    action: action.kind === "refused" ? "refuse" : action.kind,
    to: `${register.to.side}/${register.to.kind}`,
    target: "target" in action ? action.target : undefined,
    body: run.pending.shown(
      action.kind === "update" ? action.changed : action.kind === "create" ? action.body : undefined,
    ),
    before: action.kind === "update" ? action.before : undefined,
    lineage: "lineage" in action ? shownLineage(run, action.lineage) : [],
    said: action.kind === "refused" ? action.said : [],
  } as const;
  await run.planned.decided(planned, run.approval?.isNeededOnly(register.name) === true ? planned.sourceHash : "");
  return action;
}
