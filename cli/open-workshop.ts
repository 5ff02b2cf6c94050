import { NotRunnable } from "../engine/compile/compile-integration.ts";
import type { TellFallBack } from "../engine/compile/or-closures.ts";
import { systemClock } from "../engine/http/clock.ts";
import { Bounds } from "../engine/project/bounds.ts";
import { Project } from "../engine/project/project.ts";
import { JobFault } from "../engine/service/job-fault.ts";
import { type Jobs, openJobs } from "../engine/service/open-jobs.ts";
import { openWays, type Ways } from "../engine/service/ways.ts";
import { openStore } from "../engine/store/open-store.ts";
import type { Store } from "../engine/store/store.ts";
import { type Job, type Progress, silent } from "../engine/work/base/job.ts";
import type { Finding } from "../engine/work/set-up/finding.ts";
import type { Chosen } from "./chosen.ts";
import type { Call } from "./command.ts";
import { Failure } from "./failure.ts";
import { migrating } from "./open-store.ts";
import { obstaclesOf, type Premises, readPremises } from "./premises.ts";
import { tellProgress } from "./progress.ts";

export interface WorkshopOptions {
  readonly trace?: boolean;
  readonly concurrency?: number;
  readonly quiet?: boolean;
}

/** What the verbs that talk to systems have open: the workspace, its mappings (checked), the store, the connections. */
export interface Workshop extends Premises {
  readonly store: Store;
  /** The job, or what keeps this one from running; nothing is asked of a system yet. */
  open(chosen: Chosen): Job | readonly Finding[];
  /** The same with what is to be run as the files say it by now, over the same store and connections. */
  at(premises: Premises): Pick<Workshop, "open">;
  close(): Promise<void>;
}

/** A run must never meet what `check` would have found: who is concerned by an error in the files cannot be opened. */
export async function openWorkshop(
  call: Call,
  options: WorkshopOptions = {},
  project = new Project(call.folder, new Bounds()),
): Promise<Workshop> {
  const premises = await readPremises(call, project);
  const store = await openStore(premises.workspace.store, { migrating });
  const ways = openWays(systemClock);
  const shared: Shared = { store, ways, fellBack: tellGeneratorFaults(call), progress: progressOf(call, options) };
  const at = (given: Premises): Pick<Workshop, "open"> => opener(given, shared, options);
  return {
    ...premises,
    store,
    ...at(premises),
    at,
    async close() {
      await ways.close();
      await store.close();
    },
  };
}

/** The job of the one that a verb is about; a failure that says what keeps it from being one. */
export function needJob(workshop: Pick<Workshop, "open">, chosen: Chosen): Job {
  const opened = workshop.open(chosen);
  if (isJob(opened)) return opened;
  const [first, ...others] = opened;
  throw new Failure(`${chosen.scope} cannot be run: ${first?.text ?? ""}`, [
    ...(first?.advice === undefined ? [] : [first.advice]),
    ...others.map(({ text }) => text),
  ]);
}

export function jobIn(workshop: Pick<Workshop, "open">, chosen: Chosen): Job | undefined {
  const opened = workshop.open(chosen);
  return isJob(opened) ? opened : undefined;
}

export function isJob(opened: Job | readonly Finding[]): opened is Job {
  return !Array.isArray(opened);
}

interface Shared {
  readonly store: Store;
  readonly ways: Ways;
  readonly fellBack: TellFallBack;
  readonly progress: (scope: string) => Progress;
}

function opener(premises: Premises, shared: Shared, options: WorkshopOptions): Pick<Workshop, "open"> {
  const { workspace, library } = premises;
  const jobs: Jobs = openJobs({
    workspace,
    library,
    store: shared.store,
    ways: shared.ways,
    clock: systemClock,
    progress: silent,
    concurrency: options.concurrency ?? 16,
    trace: options.trace === true,
    fellBack: shared.fellBack,
  });
  return {
    open(chosen) {
      const { scope, company, integration } = chosen;
      const found = obstaclesOf(premises, chosen);
      if (found !== undefined) return found;
      try {
        return { ...jobs.open(company.key, integration.name), progress: shared.progress(scope) };
      } catch (fault) {
        if (!(fault instanceof JobFault || fault instanceof NotRunnable)) throw fault;
        const advice = 'Correct it, and look with "koppel check".';
        return [{ level: "error", code: "not-opened", text: `${fault.message}.`, advice }];
      }
    },
  };
}

/** A fault of the generated code is ours, and nothing is wrong with the record: told once, and the work goes on more slowly. */
function tellGeneratorFaults(call: Call): TellFallBack {
  const told = new Set<string>();
  return (made, why) => {
    if (why.because !== "generator-fault" || told.has(made)) return;
    told.add(made);
    call.terminal.tell(
      `internal fault: the generated code for ${made} ${why.problem}; it is made without, more slowly`,
    );
  };
}

function progressOf(call: Call, { quiet }: WorkshopOptions): (scope: string) => Progress {
  return quiet === true ? () => silent : tellProgress(call.terminal);
}
