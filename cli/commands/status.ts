import type { Workspace } from "../../engine/project/workspace.ts";
import { table } from "../../engine/report/table.ts";
import { doneIn, type LastRun, neverRun, type Standing, standingOf } from "../../engine/service/read-model/standing.ts";
import { CHOICE, type Chosen, chosen } from "../chosen.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { showMoment } from "../moments.ts";
import { withStore } from "../open-store.ts";
import { needWorkspace } from "../open-workspace.ts";
import { durationOf } from "../progress.ts";
import type { Terminal } from "../terminal.ts";

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

/** Whose standing it is, for people. */
type Row = Chosen & { readonly standing: Standing };

async function runStatus(call: Call): Promise<ExitCode> {
  const workspace = await needWorkspace(call);
  const all = chosen(call, workspace);
  const standings =
    (await withStore(workspace, (store) => Promise.all(all.map(({ scope }) => standingOf(store, scope))))) ??
    all.map(({ scope }) => neverRun(scope));
  const rows = all.map((one, index): Row => ({ ...one, standing: standings[index] ?? neverRun(one.scope) }));
  if (call.arguments.text("format") === "json")
    call.terminal.print(JSON.stringify(rows.map(standingJson), undefined, 2));
  else printStandings(call.terminal, rows, workspace);
  return EXIT.fine;
}

function printStandings(terminal: Terminal, rows: readonly Row[], workspace: Workspace): void {
  const { bold, dim, green, red } = terminal.colours;
  if (rows.length === 0) {
    terminal.print(`${workspace.source.path} names no company with an integration.`);
    return;
  }
  const cells = rows.map(({ company, integration, standing: { last, refused, waiting, open } }) => [
    company.title,
    integration.name,
    integration.active ? green("on") : dim("off"),
    last === undefined ? dim("never") : showMoment(last.startedAt, company.timezone),
    outcomeOf(last),
    refused === 0 ? "0" : red(String(refused)),
    String(waiting),
    String(open),
  ]);
  terminal.print(
    table(
      ["Company", "Integration", "Switch", "Last run", "Outcome", "Unsolved", "Waiting", "Open writes"],
      cells,
      bold,
    ).join("\n"),
  );
  if (rows.some(({ standing }) => standing.refused > 0))
    terminal.print(`\n"koppel log --open" shows what is unsolved.`);
}

function outcomeOf(last: LastRun | undefined): string {
  if (last === undefined) return "";
  if (last.endedAt === undefined) return "not ended";
  return last.problem ?? `${doneText(last)} in ${durationOf((last.endedAt - last.startedAt) / 1000)}`;
}

/** `12 created, 3 refused` */
function doneText(last: LastRun): string {
  const done = doneIn(last);
  return done.size === 0 ? "nothing to do" : [...done].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
}

function standingJson({ company, integration, standing: { last, refused, waiting, open } }: Row): object {
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
