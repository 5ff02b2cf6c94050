import { resolve } from "node:path";
import { shownPath } from "../engine/project/shown-path.ts";
import { PLAN_FORMAT, PlanFault, type PlanHead, type ScopeHead } from "../engine/service/saved-plan/format.ts";
import { approvedOf, readPlan, type SavedPlan } from "../engine/service/saved-plan/read-plan.ts";
import { changedSince, restsOn, scopeHead } from "../engine/service/saved-plan/rests-on.ts";
import type { Total } from "../engine/service/saved-plan/totals.ts";
import { PlanWriter } from "../engine/service/saved-plan/write-plan.ts";
import type { Selection } from "../engine/work/base/selection.ts";
import type { Plan } from "../engine/work/run-report.ts";
import type { ApprovedPlan } from "../engine/work/weigh.ts";
import { type Chosen, choose } from "./chosen.ts";
import type { Call } from "./command.ts";
import { Failure } from "./failure.ts";
import { jobIn, needJob, type Workshop } from "./open-workshop.ts";
import { version } from "./version.ts";

/** A plan that goes into a file while it is shown. */
export interface Saving {
  /** The same plan; what is taken of it is saved. */
  of(plan: Plan): Plan;
  /** All of it has been taken. One with problems is not saved. */
  end(totals: readonly Total[], failed: boolean): Promise<void>;
}

/** Begins to save what is planned of these jobs. */
export async function savePlan(
  call: Call,
  workshop: Workshop,
  file: string,
  wanted: readonly (readonly [Chosen, Selection])[],
  flows: readonly string[] | undefined,
): Promise<Saving> {
  const path = resolve(call.folder, file);
  const head: PlanHead = {
    "koppel-plan": PLAN_FORMAT,
    made: new Date().toISOString(),
    program: version(),
    scopes: wanted.flatMap(([chosen, selection]) => {
      const job = jobIn(workshop, chosen);
      return job === undefined ? [] : scopeHead(job, workshop, flows, selection);
    }),
  };
  const writer = await PlanWriter.open(path, head);
  return {
    of: (plan) => ({ ...plan, actions: saved(writer, plan) }),
    async end(totals, failed) {
      if (failed) {
        await writer.giveUp();
        call.terminal.tell(`nothing is saved: the plan has problems, so ${file} would not be all that a run would do`);
        return;
      }
      const { id, items } = await writer.end(totals);
      call.terminal.tell(`saved as ${file}: plan ${id} of ${items} lines. Carry it with: koppel run --plan ${file}`);
    },
  };
}

async function* saved(writer: PlanWriter, { scope, actions }: Plan): Plan["actions"] {
  for await (const action of actions) {
    await writer.add(scope, action);
    yield action;
  }
}

/** One company's integration of a saved plan. */
export interface Approved {
  readonly chosen: Chosen;
  readonly plan: ApprovedPlan;
}

/** Reads the plan and makes sure that all it rests on is as it was; else nothing of it is carried. */
export async function approvedPlans(call: Call, workshop: Workshop, file: string): Promise<readonly Approved[]> {
  const plan = await readSaved(resolve(call.folder, file), shownPath(resolve(call.folder, file), call.folder));
  const changed: string[] = [];
  const approved = plan.head.scopes.map((scope) => {
    const { chosen, reasons } = openAsSaved(workshop, scope);
    changed.push(...reasons.map((reason) => `${scope.scope}: ${reason}`));
    return { chosen, plan: approvedOf(plan, scope) };
  });
  if (changed.length > 0)
    throw new Failure(`${file} was made of something else than what is here now, so nothing of it is carried`, [
      ...changed.slice(0, 20),
      `Make the plan again: koppel plan --save ${file}`,
    ]);
  call.terminal.tell(`plan ${plan.id}, made ${plan.head.made}, ${plan.foot.items} lines`);
  return approved;
}

async function readSaved(path: string, shown: string): Promise<SavedPlan> {
  try {
    return await readPlan(path, shown, version());
  } catch (fault) {
    if (fault instanceof PlanFault) throw new Failure(fault.message, fault.advice);
    throw fault;
  }
}

function openAsSaved(
  workshop: Workshop,
  { company, integration, restsOn: was }: ScopeHead,
): { readonly chosen: Chosen; readonly reasons: readonly string[] } {
  const [chosen] = choose(workshop.workspace, company, integration) as readonly [Chosen];
  const job = needJob(workshop, chosen);
  const reasons = changedSince(was, restsOn(job, workshop)).map((what) => `${what} has changed`);
  return { chosen, reasons: chosen.integration.active ? reasons : ["it is switched off (active: false)", ...reasons] };
}
