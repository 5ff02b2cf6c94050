import { Approval, type ApprovedItem, type Difference, NOT_ASKED_FOR } from "./base/approval.ts";
import type { LeftOut } from "./base/left-out.ts";
import type { PlannedAction } from "./base/planned.ts";
import type { Run } from "./flow-run/open-run.ts";
import type { FlowReport } from "./run-report.ts";

/** A saved plan of one scope, as a run carries it. */
export interface ApprovedPlan {
  /** Names the plan in the log. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly madeAt: number;
  /** The flows that it was made for; of others it has prerequisites at most. */
  readonly flows: readonly string[];
  /** It was made of named records: what was refused as it is is tried again. */
  readonly insists: boolean;
  readonly items: readonly ApprovedItem[];
}

/** What the plan's flows take up: the source records of its items. */
export function sourcesOf({ flows, items }: ApprovedPlan): ReadonlyMap<string, readonly string[]> {
  return new Map(
    flows.map((flow) => [flow, [...new Set(items.filter((item) => item.flow === flow).map(({ source }) => source))]]),
  );
}

/** What of a saved plan would be done as it says, and why the rest would not. */
export interface Weighed {
  readonly standing: readonly ApprovedItem[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Weighs a saved plan against what would be done now, before anything is carried: `run` is a planning one over the plan's
 * sources, `work` runs its flows.
 */
export async function weigh(
  run: Run,
  approved: ApprovedPlan,
  work: () => Promise<readonly FlowReport[]>,
): Promise<Weighed> {
  const would = new Map<string, PlannedAction[]>();
  let reports: readonly FlowReport[] = [];
  const planning = run.planned.during(async () => {
    reports = await work();
  });
  for await (const action of planning) {
    const key = `${action.flow} ${action.record}`;
    would.set(key, [...(would.get(key) ?? []), action]);
  }
  const approval = run.approval ?? new Approval(approved.items, approved.flows);
  const standing: ApprovedItem[] = [];
  const leftOut: LeftOut[] = [];
  for (const item of approved.items) {
    const now = would.get(`${item.flow} ${item.record}`) ?? [];
    if (approval.isNeededOnly(item.flow) && isRefused(item) && now.length === 0) continue;
    const difference = approval.isNeededOnly(item.flow)
      ? differenceOfNeeded(approval, item, now)
      : approval.difference(item, now);
    if (difference === undefined) standing.push(item);
    else leftOut.push(await whyNot(run, approved, item, { ...difference, ...problemOf(item, now, reports) }));
  }
  return { standing, leftOut };
}

/** Several rows may need the same record, each filled in another way: one that fills it as the plan says is enough. */
function differenceOfNeeded(
  approval: Approval,
  item: ApprovedItem,
  ways: readonly PlannedAction[],
): Difference | undefined {
  const [first, ...others] = ways;
  const difference = approval.difference(item, first === undefined ? [] : [first], true);
  return others.some((way) => approval.difference(item, [way], true) === undefined) ? undefined : difference;
}

/** Where its flow could not be looked at, nothing else is known of the item. */
function problemOf(
  { flow, label }: ApprovedItem,
  now: readonly PlannedAction[],
  reports: readonly FlowReport[],
): Partial<Pick<LeftOut, "code" | "text">> {
  const problem = reports.find((report) => report.flow === flow)?.problem;
  return now.length > 0 || problem === undefined ? {} : { code: "problem", text: `${label}: ${problem}` };
}

async function whyNot(
  run: Run,
  { madeAt }: ApprovedPlan,
  { flow, record, source, label }: ApprovedItem,
  difference: Pick<LeftOut, "code" | "text">,
): Promise<LeftOut> {
  const about = { flow, record, label };
  if (difference.code !== "not-due") return { ...about, ...difference };
  const entries = await run.job.store.log.list({ scope: run.scope, flow, about: record, since: madeAt });
  const done = entries.findLast((entry) => entry.level === "info" && entry.source === record);
  if (done !== undefined) return { ...about, code: "done", text: `${done.message}, since the plan was made.` };
  const gone = run.leftOut.find((one) => one.flow === flow && one.record === source && one.code === "gone");
  return { ...about, ...difference, ...(gone === undefined ? {} : { code: gone.code, text: goneText(label) }) };
}

function goneText(label: string): string {
  return `${label} is not there any more.`;
}

/** Items that stood and were not asked for in the end, such as a prerequisite of documents that were left out. Of one that is refused nothing is missing. */
export function notAskedFor(approval: Approval, leftOut: readonly LeftOut[]): readonly LeftOut[] {
  const told = new Set(leftOut.map(({ flow, record }) => `${flow} ${record}`));
  return [...approval.items]
    .filter((item) => !approval.isCarried(item) && !isRefused(item) && !told.has(`${item.flow} ${item.record}`))
    .map(({ flow, record, label }) => ({
      ...{ flow, record, label },
      code: "not-due",
      text: `${label} ${NOT_ASKED_FOR}.`,
    }));
}

function isRefused({ actions }: ApprovedItem): boolean {
  return actions.every(({ action }) => action === "refuse");
}
