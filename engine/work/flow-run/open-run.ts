import type { Lineage, NeedAnswer } from "../../compile/compiled.ts";
import type { EffectContext } from "../../effect/effect.ts";
import type { RecordValue } from "../../value/value.ts";
import type { Approval } from "../base/approval.ts";
import { isoNow, todayOf } from "../base/calendar.ts";
import { type Job, scopeOf } from "../base/job.ts";
import type { LeftOut } from "../base/left-out.ts";
import { PendingIds } from "../base/pending-ids.ts";
import { Planned } from "../base/planned.ts";
import type { Selection } from "../base/selection.ts";
import { Trouble } from "../base/trouble.ts";
import { Books } from "../world/books.ts";
import type { RunScene } from "../world/evaluate.ts";
import { KnownRecords } from "../world/known-records.ts";
import { linkedWith } from "../world/linked-with.ts";
import { lookupsOf } from "../world/lookups.ts";
import { plannedSystems } from "../world/planned-systems.ts";
import { RunWorld } from "../world/run-world.ts";
import { Watermarks } from "../world/watermarks.ts";

/** One run of a job, or one plan of what a run would do: what its flows share. */
export interface Run {
  readonly id: string;
  readonly planning: boolean;
  readonly job: Job;
  readonly scope: string;
  readonly selection: Selection;
  /** The saved plan that is carried: nothing else is. */
  readonly approval: Approval | undefined;
  /** Records that were asked for and are not carried, so far. */
  readonly leftOut: LeftOut[];
  readonly startedAt: number;
  /** What evaluations see: the settings, and the world that they look things up in. */
  readonly scene: RunScene;
  /** Under which lease effects are taken, and how patiently. */
  readonly effects: EffectContext;
  readonly planned: Planned;
  /** In a plan, ids of records that are still to be made. */
  readonly pending: PendingIds;
  readonly books: Books;
  readonly watermarks: Watermarks;
  readonly known: KnownRecords;
  readonly trouble: Trouble;
  /** Once true it stays so: what was left out because of it must not be missed by something that goes on. */
  readonly stopping: () => boolean;
}

export interface OpenRunOptions extends Required<Pick<EffectContext, "fence" | "held" | "patienceMs">> {
  readonly id: string;
  readonly planning: boolean;
  readonly selection: Selection;
  readonly approval?: Approval | undefined;
  readonly stopping: () => boolean;
}

/** Settles a prerequisite of a record within a run. */
export type ResolveNeed = (run: Run, register: string, record: RecordValue, reference: boolean) => Promise<NeedAnswer>;

export function openRun(asked: Job, settings: RecordValue, options: OpenRunOptions, resolveNeed: ResolveNeed): Run {
  const { id, planning, selection, fence, held, patienceMs } = options;
  const insists = selection.kind === "named" && selection.insists;
  const planned = new Planned();
  const pending = new PendingIds();
  const job = planning ? { ...asked, systems: plannedSystems(asked.systems, asked.schemas, pending) } : asked;
  // The world asks the run for prerequisites, and the run is made with the world.
  const world = new RunWorld(
    {
      ...lookupsOf(job),
      linked: (register, side, record) => linkedWith(job, planned, register, side, record),
      need: (register, record, reference) => resolveNeed(run, register, record, reference),
    },
    job.concurrency,
    isoNow(job),
    todayOf(job),
    () => run.stopping(),
  );
  let stopped = false;
  const run: Run = {
    id,
    planning,
    job,
    scope: scopeOf(job),
    selection,
    approval: options.approval,
    leftOut: [],
    startedAt: job.clock.now(),
    scene: { world, settings, scope: scopeOf(job), trace: planning },
    effects: { store: job.store, clock: job.clock, fence, held, patienceMs, insists },
    planned,
    pending,
    books: new Books(job, { id, planning, planned }),
    watermarks: new Watermarks(job, planning),
    known: new KnownRecords(job, planned),
    trouble: new Trouble(job.integration),
    stopping: () => {
      stopped ||= options.stopping() || !held() || planned.hasLeft;
      return stopped;
    },
  };
  return run;
}

/** The causes of fields as a plan shows them. */
export function shownLineage({ pending }: Pick<Run, "pending">, lineage: readonly Lineage[]): readonly Lineage[] {
  return lineage.map((one) => ({ ...one, value: pending.shown(one.value) }));
}

/** Work on one thing after another that begins no more of them once the run is to end. */
export function untilStopped<Item>(
  run: Pick<Run, "stopping">,
  work: (item: Item) => Promise<void>,
): (item: Item) => Promise<void> {
  return async (item) => {
    if (!run.stopping()) await work(item);
  };
}
