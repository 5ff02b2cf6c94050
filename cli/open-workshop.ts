import { collector, hasErrors } from "../engine/source/collect.ts";
import { openStore } from "../engine/store/sqlite-store.ts";
import type { Store } from "../engine/store/store.ts";
import { systemClock } from "../engine/sync/clock.ts";
import type { Progress } from "../engine/sync/job.ts";
import { type Library, openLibrary } from "../engine/sync/library.ts";
import { type Jobs, openJobs } from "../engine/sync/open-jobs.ts";
import { findWorkspace, loadWorkspace, type Workspace } from "../engine/sync/workspace.ts";
import type { Call } from "./command.ts";
import { EXIT } from "./exit-code.ts";
import { Failure, usageFailure } from "./failure.ts";
import { progress as progressBar } from "./progress.ts";

/** What the verbs that talk to systems have open: the workspace, its mappings (checked), the store, the connections. */
export interface Workshop {
  readonly workspace: Workspace;
  readonly library: Library;
  readonly store: Store;
  readonly jobs: Jobs;
  close(): Promise<void>;
}

export interface Chosen {
  readonly company: string;
  readonly integration: string;
}

export async function workspaceOf(call: Call): Promise<Workspace> {
  const path = call.arguments.text("workspace") ?? (await findWorkspace(call.folder));
  if (path === undefined) {
    throw usageFailure(
      "There is no koppel.yaml here or in a folder above.",
      "Name one with --workspace PATH, or start with: koppel demo",
    );
  }
  return loadWorkspace(path, { environment: call.environment, shownFrom: call.folder });
}

/** Refuses to start while the mappings have errors: a run must never meet what `check` would have found. */
export async function openWorkshop(
  call: Call,
  options: { readonly trace?: boolean; readonly concurrency?: number; readonly quiet?: boolean } = {},
): Promise<Workshop> {
  const workspace = await workspaceOf(call);
  const collected = collector();
  const library = openLibrary(
    { mappings: workspace.mappings, schemas: workspace.schemas, shownFrom: call.folder },
    collected.report,
  );
  for (const name of integrationsOf(workspace)) {
    if (library.integration(name) === undefined) {
      throw new Failure(
        `The workspace names the integration "${name}", which has no mapping folder in ${workspace.mappings}.`,
        [`There are: ${library.integrationNames.join(", ")}.`],
        EXIT.checkErrors,
      );
    }
  }
  if (hasErrors(collected.diagnostics)) {
    throw new Failure(
      "The mappings have errors, so nothing is run.",
      ["See them with: koppel check"],
      EXIT.checkErrors,
    );
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

/** The company and integration pairs a call is about; all of them where it names none. */
export function chosen(call: Call, workspace: Workspace): readonly Chosen[] {
  const company = call.arguments.text("company");
  const integration = call.arguments.text("integration");
  if (company !== undefined && !workspace.companies.has(company)) {
    throw usageFailure(
      `There is no company "${company}" in the workspace.`,
      `There are: ${[...workspace.companies.keys()].join(", ")}.`,
    );
  }
  const pairs = [...workspace.companies.values()]
    .filter((one) => company === undefined || one.key === company)
    .flatMap((one) => [...one.integrations.keys()].map((name) => ({ company: one.key, integration: name })))
    .filter((pair) => integration === undefined || pair.integration === integration);
  if (pairs.length === 0) throw usageFailure(`No company of the workspace has the integration "${integration}".`);
  return pairs;
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

export const WHICH = {
  company: { value: "KEY", text: "only this company of the workspace", short: "c" },
  integration: { value: "NAME", text: "only this integration", short: "i" },
} as const;
