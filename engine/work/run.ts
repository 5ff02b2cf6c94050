import type { CompiledFlow, Scene } from "../compile/compiled.ts";
import { ReadFault } from "../connector/operations.ts";
import { holdLease } from "../effect/lease.ts";
import { leaseOf } from "../store/store.ts";
import { StoreFault } from "../store/store-fault.ts";
import { stableHash } from "../value/hash.ts";
import type { RecordValue } from "../value/value.ts";
import { Approval } from "./base/approval.ts";
import { type Job, scopeOf } from "./base/job.ts";
import { Planned } from "./base/planned.ts";
import { DUE, type Selection, takesUp } from "./base/selection.ts";
import { LeaseLost, problemOf, RunStopped } from "./base/trouble.ts";
import { type OpenRunOptions, openRun, type Run } from "./flow-run/open-run.ts";
import { undatedLists } from "./flow-run/undated-lists.ts";
import { watchDocuments } from "./follow/watch-documents.ts";
import { queueNotice } from "./notices.ts";
import { keepRegister } from "./register/keep-register.ts";
import { resolveNeed } from "./register/needs.ts";
import type { FlowReport, Plan, RunReport } from "./run-report.ts";
import { type Finding, isRefused } from "./set-up/finding.ts";
import { forgetFindings, logFindings } from "./set-up/log-findings.ts";
import { prepare } from "./set-up/prepare.ts";
import { readSettings } from "./set-up/read-settings.ts";
import { carryDocuments } from "./transfer/carry-documents.ts";
import { type ApprovedPlan, notAskedFor, sourcesOf, type Weighed, weigh } from "./weigh.ts";
import { evaluateOne } from "./world/evaluate.ts";

export interface RunOptions {
  /** Only these flows; their order stays the integration's. */
  readonly flows?: readonly string[];
  /** Which records of them; what is to be done if left out. */
  readonly selection?: Selection;
  /** A saved plan: its items alone are carried, and each only as the plan says. In place of the selection and the flows. */
  readonly approved?: ApprovedPlan;
  /** True ends the run at the next record; what is under way is finished. */
  readonly stopping?: () => boolean;
  /** How long one effect may be waited for within the run. */
  readonly patienceMs?: number;
}

const never = (): boolean => false;

/** Runs the integration's flows once, in their order, under the lease of their scope. */
export async function runOnce(job: Job, options: RunOptions = {}): Promise<RunReport> {
  const { store, clock } = job;
  const scope = scopeOf(job);
  const lease = await holdLease(store, leaseOf(scope), job.owner, clock);
  if ("heldBy" in lease) return { kind: "held", scope, by: lease.heldBy, until: lease.until };
  try {
    const { settings, findings } = await prepare(job);
    if (isRefused(findings)) {
      await logFindings({ ...job, scope }, findings);
      return { kind: "not-active", scope, findings };
    }
    await forgetFindings({ scope, store });
    const { stopping = never, patienceMs = 0, approved } = options;
    const held = { fence: lease.fence, held: () => lease.held(), patienceMs };
    const weighed = approved && (await weighNow(job, settings, approved, { stopping, ...held }));
    const { selection = DUE, flows: only } = weighed === undefined ? options : standing(approved, weighed);
    const approval = weighed && new Approval(weighed.standing, approved.flows);
    const own = stableHash([scope, job.owner, clock.now()]);
    const id = approved === undefined ? own.slice(0, 12) : `plan-${approved.id}-${own.slice(0, 4)}`;
    const run = openRun(job, settings, { id, planning: false, selection, approval, stopping, ...held }, resolveNeed);
    const summary = { id, scope, startedAt: clock.now(), endedAt: undefined, counts: "{}", problem: undefined };
    await store.runs.start(summary);
    const flows = await runFlows(run, only);
    await queueNotice(run);
    await store.runs.end({
      ...summary,
      endedAt: clock.now(),
      counts: JSON.stringify(Object.fromEntries(run.books.counts)),
      problem: flows.find(({ problem }) => problem !== undefined)?.problem,
    });
    await store.flush();
    const told = [...findings, ...undatedLists(job, selection, only)];
    const leftOut = [...(weighed?.leftOut ?? []), ...run.leftOut];
    if (approval !== undefined && !run.stopping()) leftOut.push(...notAskedFor(approval, leftOut));
    return { kind: "done", id, scope, flows, findings: told, leftOut, ...(approved && { plan: approved.id }) };
  } finally {
    await lease.release();
  }
}

/** Of what cannot be planned only the findings are known. */
export function noPlan(scope: string, findings: readonly Finding[]): Plan {
  return { scope, findings, actions: new Planned().during(async () => {}), flows: () => [], leftOut: () => [] };
}

/** What a plan of the saved plan's sources would say now, before anything is carried: a document is never left half made. */
function weighNow(
  job: Job,
  settings: RecordValue,
  approved: ApprovedPlan,
  held: Pick<OpenRunOptions, "fence" | "held" | "patienceMs" | "stopping">,
): Promise<Weighed> {
  const selection: Selection = { kind: "named", records: sourcesOf(approved), insists: approved.insists };
  const approval = new Approval(approved.items, approved.flows);
  const run = openRun(job, settings, { id: "plan", planning: true, selection, approval, ...held }, resolveNeed);
  return weigh(run, approved, () => runFlows(run, approved.flows));
}

/** What stands of a saved plan, as a run takes it up. */
function standing(
  approved: ApprovedPlan | undefined,
  { standing: items }: Weighed,
): Pick<RunOptions, "selection" | "flows"> {
  if (approved === undefined) return {};
  const { flows, insists } = approved;
  return { flows, selection: { kind: "named", records: sourcesOf({ ...approved, items }), insists } };
}

/** What a run would do, with the cause of each field; nothing is written to either system or to the store. */
export async function planFlows(job: Job, options: RunOptions = {}): Promise<Plan> {
  const { settings, findings } = await readSettings(job);
  const unheld = { fence: 0, held: () => true, patienceMs: 0 };
  const { stopping = never, selection = DUE } = options;
  const run = openRun(job, settings, { id: "plan", planning: true, selection, stopping, ...unheld }, resolveNeed);
  let flows: readonly FlowReport[] = [];
  const work = async (): Promise<void> => {
    if (!isRefused(findings)) flows = await runFlows(run, options.flows);
  };
  return {
    scope: run.scope,
    findings: isRefused(findings) ? findings : [...findings, ...undatedLists(job, selection, options.flows)],
    actions: run.planned.during(work),
    flows: () => flows,
    leftOut: () => run.leftOut,
  };
}

async function runFlows(run: Run, only: readonly string[] | undefined): Promise<readonly FlowReport[]> {
  const reports: FlowReport[] = [];
  for (const { flow, when } of run.job.integration.flows) {
    if (only !== undefined && !only.includes(flow.name)) continue;
    if (!takesUp(run.selection, flow.name)) continue;
    if (run.stopping()) break;
    const problem = await runFlow(run, flow, when);
    if (problem === "off") continue;
    const counts = run.books.countsOf(flow.name);
    run.job.progress({ flow: flow.name, phase: "done", taken: counts.taken, refused: counts.refused });
    reports.push({ flow: flow.name, title: flow.title, counts, problem });
  }
  return reports;
}

/** One flow's trouble with a system ends that flow, never the others. `off`: its switch in the settings is off. */
async function runFlow(
  run: Run,
  flow: CompiledFlow,
  when: ((scene: Scene) => boolean) | undefined,
): Promise<string | undefined> {
  try {
    const on = when === undefined || (await evaluateOne(run.scene, when));
    if (on instanceof ReadFault) throw on;
    if (!on) return "off";
    await carryFlow(run, flow);
    run.trouble.endFlow();
    await run.books.solved(flow.name);
    return undefined;
  } catch (fault) {
    if (fault instanceof RunStopped) return undefined;
    if (fault instanceof LeaseLost || fault instanceof StoreFault) throw fault;
    const problem = problemOf(fault);
    if (!run.planning) await run.books.problem(flow, problem);
    return problem.text;
  } finally {
    // What concerned one flow alone does not concern the next.
    run.trouble.arrived();
    run.known.forgetFlow();
    run.scene.world.forgetRelations();
  }
}

/**
 * The way of a record, whatever the flow:
 *
 * - listed: by the file of its kind of flow, below, page by page; `flow-run/source-list.ts` has what is asked for, and what an
 *   earlier run left open
 * - picked, joined, mapped: the compiled flow evaluates it, and `world/evaluate.ts` fetches what it looks up
 * - planned: `register/decide.ts` by its link or its match. A transfer makes its document under a name of
 *   its own, and the store knows how far that came: `transfer/plan-item.ts` tells it, in a plan only
 * - intended, sent, confirmed: each write is an effect of its own (`transfer/item-effects.ts`, `register/carry-out.ts`), taken
 *   once by `engine/effect`
 * - followed up: `transfer/follow-up.ts`; later `follow/watch-documents.ts`, when the other side has moved
 * - logged: `world/books.ts`
 */
function carryFlow(run: Run, flow: CompiledFlow): Promise<void> {
  switch (flow.kind) {
    case "register":
      return keepRegister(run, flow);
    case "transfer":
      return carryDocuments(run, flow);
    case "follow":
      return watchDocuments(run, flow);
  }
}
