import { jsonText } from "../../engine/report/json-text.ts";
import { type StandingOf, statusText } from "../../engine/report/status-text.ts";
import { neverRun, standingOf } from "../../engine/service/read-model/standing.ts";
import { CHOICE, chosen } from "../chosen.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { withStore } from "../open-store.ts";
import { needWorkspace } from "../open-workspace.ts";

export const status: Command = {
  name: "status",
  summary: "shows where every integration stands",
  usage: "[options]",
  text: "Shows for each company and integration the last run and how many records are unsolved, wait, or have an open write.",
  positionals: { least: 0, most: 0, names: [] },
  options: { ...CHOICE, ...format("json") },
  examples: [{ line: "koppel status", text: "all companies" }],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage],
  run: runStatus,
};

async function runStatus(call: Call): Promise<ExitCode> {
  const workspace = await needWorkspace(call);
  const all = chosen(call, workspace);
  const standings =
    (await withStore(workspace, (store) => Promise.all(all.map(({ scope }) => standingOf(store, scope))))) ??
    all.map(({ scope }) => neverRun(scope));
  const rows = all.map((one, index): StandingOf => ({ ...one, standing: standings[index] ?? neverRun(one.scope) }));
  if (call.arguments.text("format") === "json") call.terminal.print(jsonText(rows.map(standingJson)));
  else
    call.terminal.print(
      rows.length === 0
        ? `${workspace.source.path} names no company with an integration.`
        : statusText(rows, call.terminal.colours),
    );
  return EXIT.fine;
}

function standingJson({ company, integration, standing: { last, refused, waiting, open } }: StandingOf): object {
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
    unsolved: refused,
    waiting,
    openWrites: open,
  };
}
