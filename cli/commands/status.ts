import { faultsByPart } from "../../engine/project/faults-by-part.ts";
import type { Workspace } from "../../engine/project/workspace.ts";
import { faultFindings } from "../../engine/report/fault-findings.ts";
import { jsonText } from "../../engine/report/json-text.ts";
import { type StandingOf, type StopOf, statusText } from "../../engine/report/status-text.ts";
import { neverRun, standingOf } from "../../engine/service/read-model/standing.ts";
import { EVERYBODY, type StopKind, stopOf } from "../../engine/service/stops.ts";
import { collector } from "../../engine/source/collect.ts";
import type { Diagnostic } from "../../engine/source/diagnostic.ts";
import type { Store } from "../../engine/store/store.ts";
import { CHOICE, type Chosen, chosen } from "../chosen.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { withStore } from "../open-store.ts";
import { needWorkspace } from "../open-workspace.ts";

export const status: Command = {
  name: "status",
  summary: "shows where every integration stands",
  usage: "[options]",
  text: "Shows for each company and integration the last run and how many records are unsolved, wait, or have an open write, and what has stopped, with what to do about it.",
  positionals: { least: 0, most: 0, names: [] },
  options: { ...CHOICE, ...format("json") },
  examples: [{ line: "koppel status", text: "all companies" }],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage],
  run: runStatus,
};

async function runStatus(call: Call): Promise<ExitCode> {
  const faults = collector();
  const workspace = await needWorkspace(call, { report: faults.report });
  const all = chosen(call, workspace);
  const known = await withStore(workspace, async (store) => ({
    standings: await Promise.all(all.map(({ scope }) => standingOf(store, scope))),
    stops: await notedStops(store, all),
  }));
  const rows = all.map(
    (one, index): StandingOf => ({ ...one, standing: known?.standings[index] ?? neverRun(one.scope) }),
  );
  const stops = [...stopsInFile(workspace, faults.diagnostics, call), ...(known?.stops ?? [])];
  if (call.arguments.text("format") === "json")
    call.terminal.print(jsonText(rows.map((row) => standingJson(row, stops))));
  else
    call.terminal.print(
      rows.length === 0 && stops.length === 0
        ? `${workspace.source.path} names no company with an integration.`
        : statusText(rows, stops, call.terminal),
    );
  return EXIT.fine;
}

const SAID: Readonly<Record<StopKind, string>> = {
  run: "does not run",
  change: "goes on as before, since what was changed has errors",
};

/** What runs and the daemon found to keep somebody from going on. */
async function notedStops(store: Store, among: readonly Chosen[]): Promise<readonly StopOf[]> {
  const active = among.filter(({ integration }) => integration.active).map(({ scope }) => scope);
  const stops: StopOf[] = [];
  for (const scope of [EVERYBODY, ...active]) {
    for (const kind of ["run", "change"] as const) {
      const stop = await stopOf(store, scope, kind);
      if (stop !== undefined) stops.push({ name: scope === EVERYBODY ? "the daemon" : scope, what: SAID[kind], stop });
    }
  }
  return stops;
}

/** What is wrong in the workspace file now. Whether a secret is there is known only where Koppel runs. */
function stopsInFile(workspace: Workspace, diagnostics: readonly Diagnostic[], call: Call): readonly StopOf[] {
  const company = call.arguments.text("company");
  const found = faultsByPart(
    workspace,
    diagnostics.filter(({ code }) => code !== "workspace-secret-missing"),
  ).ofOne;
  return [...found]
    .filter(([name]) => company === undefined || name.split("/")[0] === company)
    .map(([name, faults]) => ({
      name,
      what: "cannot be run as the workspace file says it",
      stop: { at: Date.now(), findings: faultFindings(faults) },
    }));
}

function standingJson(
  { company, integration, standing: { scope, last, refused, waiting, open } }: StandingOf,
  stops: readonly StopOf[],
): object {
  const run = last && {
    id: last.id,
    started: new Date(last.startedAt).toISOString(),
    ended: last.endedAt === undefined ? null : new Date(last.endedAt).toISOString(),
    counts: last.counts,
    problem: last.problem ?? null,
  };
  return {
    company: company.key,
    integration: integration.name,
    active: integration.active,
    lastRun: run ?? null,
    stops: stops
      .filter(({ name }) => name === scope)
      .map(({ what, stop: { at, findings } }) => ({
        what,
        since: new Date(at).toISOString(),
        messages: findings.map(({ code, text, advice }) => ({ code, text, advice: advice ?? null })),
      })),
    unsolved: refused,
    waiting,
    openWrites: open,
  };
}
