import { canonicalJson, parseJson } from "../../../engine/value/json.ts";
import type { Value } from "../../../engine/value/value.ts";
import type { ApprovedItem } from "../../../engine/work/base/approval.ts";
import type { PlannedAction } from "../../../engine/work/base/planned.ts";
import { type SavedAction, savedAction } from "../../../engine/work/base/saved-action.ts";
import type { ApprovedPlan } from "../../../engine/work/weigh.ts";

/** A plan as it comes back from a file. */
export function approvedBy(
  actions: readonly PlannedAction[],
  about: Pick<ApprovedPlan, "madeAt" | "flows">,
): ApprovedPlan {
  const items = new Map<string, ApprovedItem & { actions: SavedAction[] }>();
  for (const action of actions) {
    if (["nothing", "pass", "wait"].includes(action.action)) continue;
    const saved = parseJson(canonicalJson(savedAction(action) as unknown as Value)) as unknown as SavedAction;
    const key = `${action.flow} ${action.record}`;
    const { flow, record, source, label } = action;
    const item = items.get(key) ?? { flow, record, source, label, actions: [] };
    item.actions.push(Object.fromEntries(Object.entries(saved).map(([k, v]) => [k, v ?? undefined])) as never);
    items.set(key, item);
  }
  return { id: "p1", insists: false, items: [...items.values()], ...about };
}
