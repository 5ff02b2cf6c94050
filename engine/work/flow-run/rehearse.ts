import type { CompiledFlow, ItemName } from "../../compile/compiled.ts";
import { Planned, type PlannedAction } from "../base/planned.ts";
import { Books } from "../world/books.ts";
import type { Run } from "./open-run.ts";

/** What a plan that is made now would say of this work; nothing is written. */
export async function rehearse(
  run: Run,
  work: (rehearsal: Run) => Promise<unknown>,
): Promise<readonly PlannedAction[]> {
  const planned = new Planned();
  const books = new Books(run.job, { id: run.id, planning: true, planned });
  const rehearsal: Run = { ...run, planning: true, planned, books, leftOut: [] };
  const found: PlannedAction[] = [];
  for await (const action of planned.during(async () => void (await work(rehearsal)))) found.push(action);
  return found;
}

/**
 * Whether an item of a run that carries a saved plan is carried: it is, if what would be done with it now is what the plan
 * says. What is not is left out, with a word. True in any other run.
 */
export async function isApproved(
  run: Run,
  flow: CompiledFlow,
  { id, label }: ItemName,
  work: (rehearsal: Run) => Promise<unknown>,
): Promise<boolean> {
  const { approval } = run;
  if (approval === undefined || run.planning) return true;
  if (!approval.has(flow.name, id)) return false;
  const item = { flow: flow.name, record: id };
  const difference = approval.difference(item, await rehearse(run, work));
  if (difference === undefined) approval.carried(flow.name, id);
  else run.leftOut.push({ ...item, label, ...difference });
  return difference === undefined;
}
