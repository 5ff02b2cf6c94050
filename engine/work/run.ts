import type { CompiledFlow, CompiledTransfer, Scene } from "../compile/compiled.ts";
import { ReadFault } from "../connector/operations.ts";
import { holdLease } from "../effect/lease.ts";
import type { LinkedSide } from "../language/types/frame.ts";
import { leaseOf } from "../store/store.ts";
import { StoreFault } from "../store/store-fault.ts";
import { stableHash } from "../value/hash.ts";
import type { RecordValue } from "../value/value.ts";
import { FlowRun } from "./flow-run.ts";
import { runFollow } from "./follow/follow.ts";
import { type Job, scopeOf } from "./job.ts";
import { queueNotice } from "./notices.ts";
import type { PlannedAction } from "./planned.ts";
import { type Finding, isoNow, lookupsOf, prepare, readSettings, todayOf } from "./prepare.ts";
import { resolveNeed } from "./register/needs.ts";
import { runRegister } from "./register/register.ts";
import { InternalFault } from "./said.ts";
import { runTransfer } from "./transfer/transfer.ts";
import { FlowBlocked, LeaseLost } from "./trouble.ts";
import type { Counts } from "./world/books.ts";
import { RunStopped, RunWorld } from "./world/run-world.ts";

export interface RunOptions {
  /** Only these flows; their order stays the integration's. */
  readonly flows?: readonly string[];
  /** True ends the run at the next record; what is under way is finished. */
  readonly stopping?: () => boolean;
  /** How long one effect may be waited for within the run. */
  readonly patienceMs?: number;
}

export interface FlowReport {
  readonly flow: string;
  readonly title: string;
  readonly counts: Counts;
  /** Why the flow ended early: the other side could not be reached, or refuses the integration itself. */
  readonly problem: string | undefined;
}

/** `held`: another process runs this company's integration. `not-active`: the findings say what is missing or wrong. */
export type RunReport =
  | {
      readonly kind: "done";
      readonly id: string;
      readonly scope: string;
      readonly flows: readonly FlowReport[];
      readonly findings: readonly Finding[];
    }
  | { readonly kind: "held"; readonly scope: string; readonly by: string; readonly until: number }
  | { readonly kind: "not-active"; readonly scope: string; readonly findings: readonly Finding[] };

/** Runs the integration's flows once, in their order, under the company's lease. */
export async function runOnce(job: Job, options: RunOptions = {}): Promise<RunReport> {
  const scope = scopeOf(job);
  const lease = await holdLease(job.store, leaseOf(scope), job.owner, job.clock);
  if ("heldBy" in lease) return { kind: "held", scope, by: lease.heldBy, until: lease.until };
  try {
    const prepared = await prepare(job);
    if (isRefused(prepared.findings)) {
      await logFindings(job, prepared.findings);
      return { kind: "not-active", scope, findings: prepared.findings };
    }
    const id = stableHash([scope, job.owner, job.clock.now()]).slice(0, 12);
    if ((await job.store.memory.get(scope, "problem", SETUP)) !== undefined)
      await job.store.memory.remove(scope, "problem", SETUP);
    const run = openRun(job, prepared.settings, {
      id,
      planning: false,
      fence: lease.fence,
      held: () => lease.held(),
      stopping: options.stopping ?? (() => false),
      patienceMs: options.patienceMs ?? 0,
    });
    const summary = { id, scope, startedAt: job.clock.now(), endedAt: undefined, counts: "{}", problem: undefined };
    await job.store.runs.start(summary);
    const flows = await runFlows(run, options.flows);
    await queueNotice(run);
    await job.store.runs.end({
      ...summary,
      endedAt: job.clock.now(),
      counts: JSON.stringify(Object.fromEntries(run.books.counts)),
      problem: flows.find(({ problem }) => problem !== undefined)?.problem,
    });
    await job.store.flush();
    return { kind: "done", id, scope, flows, findings: prepared.findings };
  } finally {
    await lease.release();
  }
}

const SETUP = "set-up";

/** What keeps the integration from running stands in the log, once for as long as it is the same. */
async function logFindings(job: Job, findings: readonly Finding[]): Promise<void> {
  const scope = scopeOf(job);
  const errors = findings.filter(({ level }) => level === "error");
  const hash = stableHash(errors.map(({ text }) => text));
  if ((await job.store.memory.get(scope, "problem", SETUP)) === hash) return;
  for (const { code, text, advice } of errors) {
    const place = { flow: "", source: "", label: job.title, run: SETUP, target: undefined };
    job.store.log.add({ at: job.clock.now(), scope, ...place, level: "error", code, message: text, advice });
  }
  await job.store.memory.put(scope, "problem", SETUP, hash);
}

export interface Plan {
  readonly scope: string;
  readonly actions: readonly PlannedAction[];
  readonly flows: readonly FlowReport[];
  readonly findings: readonly Finding[];
}

/** What a run would do, with the cause of each field; nothing is written to either system or to the store. */
export async function planFlows(job: Job, options: RunOptions = {}): Promise<Plan> {
  const prepared = await readSettings(job);
  const scope = scopeOf(job);
  if (isRefused(prepared.findings)) return { scope, actions: [], flows: [], findings: prepared.findings };
  const run = openRun(job, prepared.settings, {
    id: "plan",
    planning: true,
    fence: 0,
    held: () => true,
    stopping: options.stopping ?? (() => false),
    patienceMs: 0,
  });
  const flows = await runFlows(run, options.flows);
  return { scope, actions: run.planned.actions, flows, findings: prepared.findings };
}

function isRefused(findings: readonly Finding[]): boolean {
  return findings.some(({ level }) => level === "error");
}

function openRun(
  job: Job,
  settings: ConstructorParameters<typeof FlowRun>[2]["settings"],
  options: ConstructorParameters<typeof FlowRun>[3],
): FlowRun {
  // The world asks the run for prerequisites, and the run is made with the world.
  const holder: { run?: FlowRun } = {};
  const source = {
    ...lookupsOf(job),
    linked: async (register: string, side: LinkedSide, id: string) => linkedWith(theRun(holder), register, side, id),
    need: (register: string, record: Parameters<typeof resolveNeed>[2], reference: boolean) =>
      resolveNeed(theRun(holder), register, record, reference),
  };
  const world = new RunWorld(source, isoNow(job), todayOf(job));
  const scene = { world, settings, scope: scopeOf(job), trace: options.planning };
  const run = new FlowRun(job, world, scene, options);
  holder.run = run;
  return run;
}

function theRun(holder: { readonly run?: FlowRun }): FlowRun {
  if (holder.run === undefined) throw new Error("the run has not begun");
  return holder.run;
}

/**
 * The record that a register has linked with the one of this id, asked of the side it stands on: ids may be equal on both.
 * Of a transfer, what it made of its source.
 */
async function linkedWith(run: FlowRun, name: string, side: LinkedSide, id: string): Promise<RecordValue | undefined> {
  const { registers, transfers } = run.job.integration;
  const transfer = transfers.get(name);
  if (transfer !== undefined) return madeOf(run, transfer, id);
  const register = registers.get(name);
  if (register === undefined) return undefined;
  const { from, to } = register;
  if (side === "from") {
    const link = await run.store.links.bySource(run.scope, name, id);
    return link === undefined ? undefined : run.system(to).read(to.kind, link.target);
  }
  const link = await run.store.links.byTarget(run.scope, name, id);
  const source = link?.source ?? run.planned.sourceOf(name, id);
  return source === undefined ? undefined : run.system(from).read(from.kind, source);
}

/** What was refused after it was made may have been taken out again. */
async function madeOf(run: FlowRun, { name, to }: CompiledTransfer, source: string): Promise<RecordValue | undefined> {
  const carried = await run.store.records.get(run.scope, name, source);
  if (carried?.target === undefined || carried.state === "refused") return undefined;
  return run.system(to).read(to.kind, carried.target);
}

async function runFlows(run: FlowRun, only: readonly string[] | undefined): Promise<readonly FlowReport[]> {
  const reports: FlowReport[] = [];
  for (const { flow, when } of run.job.integration.flows) {
    if (only !== undefined && !only.includes(flow.name)) continue;
    if (run.stopping()) break;
    const problem = await runFlow(run, flow, when);
    if (problem === "off") continue;
    run.job.progress({
      flow: flow.name,
      phase: "done",
      taken: run.books.countsOf(flow.name).taken,
      refused: run.books.countsOf(flow.name).refused,
    });
    reports.push({ flow: flow.name, title: flow.title, counts: run.books.countsOf(flow.name), problem });
  }
  return reports;
}

/** One flow's trouble with a system ends that flow, never the others. `off`: its switch in the settings is off. */
async function runFlow(
  run: FlowRun,
  flow: CompiledFlow,
  when: ((scene: Scene) => boolean) | undefined,
): Promise<string | undefined> {
  try {
    const on = when === undefined || (await run.evaluateOne(when));
    if (on instanceof ReadFault) throw on;
    if (!on) return "off";
    if (flow.kind === "register") await runRegister(run, flow);
    else if (flow.kind === "transfer") await runTransfer(run, flow);
    else await runFollow(run, flow);
    run.trouble.endFlow();
    await run.books.solved(flow.name);
    return undefined;
  } catch (fault) {
    if (fault instanceof RunStopped) return undefined;
    if (fault instanceof LeaseLost || fault instanceof StoreFault) throw fault;
    return tellProblem(run, flow, fault);
  } finally {
    run.forgetFlow();
  }
}

async function tellProblem(run: FlowRun, flow: CompiledFlow, fault: unknown): Promise<string> {
  const problem = problemOf(fault);
  if (!run.planning) await run.books.problem(flow, problem);
  return problem.text;
}

function problemOf(fault: unknown): { readonly code: string; readonly text: string; readonly advice: string } {
  const advice = "Check the connection; the next run goes on where this one ended.";
  if (fault instanceof FlowBlocked)
    return { code: "system-blocked", text: `${fault.system}: ${fault.message}`, advice };
  if (fault instanceof ReadFault && !(fault instanceof InternalFault))
    return { code: "system-unreachable", text: fault.message, advice };
  const text = `a fault of Koppel's own: ${fault instanceof Error ? fault.message : String(fault)}`;
  return { code: "internal-fault", text, advice: "Report this to whoever looks after Koppel." };
}
