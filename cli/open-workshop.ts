import type { TellFallBack } from "../engine/compile/or-closures.ts";
import { systemClock } from "../engine/http/clock.ts";
import { type Library, openLibrary } from "../engine/project/library.ts";
import { Project } from "../engine/project/project.ts";
import { shownPath } from "../engine/project/shown-path.ts";
import type { Workspace } from "../engine/project/workspace.ts";
import { type Jobs, openJobs } from "../engine/service/open-jobs.ts";
import { collector, hasErrors } from "../engine/source/collect.ts";
import { openStore } from "../engine/store/open-store.ts";
import type { Store } from "../engine/store/store.ts";
import type { Progress } from "../engine/work/base/job.ts";
import type { Call } from "./command.ts";
import { EXIT } from "./exit-code.ts";
import { Failure } from "./failure.ts";
import { needWorkspace } from "./open-workspace.ts";
import { progress as progressBar } from "./progress.ts";

/** What the verbs that talk to systems have open: the workspace, its mappings (checked), the store, the connections. */
export interface Workshop {
  readonly workspace: Workspace;
  readonly library: Library;
  readonly store: Store;
  readonly jobs: Jobs;
  close(): Promise<void>;
}

/** Refuses to start while the mappings have errors: a run must never meet what `check` would have found. */
export async function openWorkshop(
  call: Call,
  options: { readonly trace?: boolean; readonly concurrency?: number; readonly quiet?: boolean } = {},
): Promise<Workshop> {
  const project = new Project(call.folder);
  const workspace = await needWorkspace(call, project.sources);
  const collected = collector();
  const library = openLibrary(workspace, collected.report, project);
  for (const name of integrationsOf(workspace)) {
    if (library.integration(name) === undefined) {
      throw new Failure(
        `${workspace.source.path} names the integration "${name}", which has no folder in ${shownPath(workspace.mappings, call.folder)}`,
        [`There are ${library.integrationNames.join(", ")}.`],
        EXIT.checkErrors,
      );
    }
  }
  if (hasErrors(collected.diagnostics)) {
    throw new Failure("the mappings have errors, so nothing is run", ["See them with: koppel check"], EXIT.checkErrors);
  }
  const store = await openStore(workspace.store);
  const jobs = openJobs({
    workspace,
    library,
    store,
    clock: systemClock,
    progress: options.quiet === true ? () => {} : tellProgress(call),
    concurrency: options.concurrency ?? 16,
    trace: options.trace === true,
    fellBack: tellGeneratorFaults(call),
  });
  return {
    workspace,
    library,
    store,
    jobs,
    async close() {
      await jobs.close();
      await store.close();
    },
  };
}

function integrationsOf(workspace: Workspace): readonly string[] {
  return [...new Set([...workspace.companies.values()].flatMap((company) => [...company.integrations.keys()]))];
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

function tellProgress(call: Call): Progress {
  const bars = new Map<string, ReturnType<typeof progressBar>>();
  return ({ flow, phase, taken, total, refused }) => {
    const bar = bars.get(flow) ?? progressBar(call.terminal, flow);
    bars.set(flow, bar);
    if (phase === "done") {
      bar.end();
      bars.delete(flow);
    } else bar.update(taken, total, phase === "listing" ? "listing" : refused ? `${refused} refused` : "");
  };
}
