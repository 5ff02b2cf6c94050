import type { Workspace } from "../../engine/project/workspace.ts";
import { table } from "../../engine/report/table.ts";
import type { RunSummary, Store } from "../../engine/store/store.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { showMoment } from "../moments.ts";
import { withStore } from "../open-store.ts";
import { needWorkspace } from "../open-workspace.ts";
import { durationOf } from "../progress.ts";
import { SCOPE_OPTIONS, type Scope, scopesOf } from "../scopes.ts";
import type { Terminal } from "../terminal.ts";

export const status: Command = {
  name: "status",
  summary: "shows where every integration stands",
  usage: "[options]",
  text: "Shows for each company and integration the last run and how many records are unsolved, wait, or have an open write.",
  positionals: { least: 0, most: 0, names: [] },
  options: { ...SCOPE_OPTIONS, ...format("json") },
  examples: [{ line: "koppel status", text: "all companies" }],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage],
  run: runStatus,
};

interface Standing {
  readonly scope: Scope;
  readonly last: RunSummary | undefined;
  readonly refused: number;
  readonly waiting: number;
  /** Writes whose outcome is not settled. */
  readonly open: number;
}

async function runStatus(call: Call): Promise<ExitCode> {
  const workspace = await needWorkspace(call);
  const scopes = scopesOf(workspace, call);
  const never = scopes.map((scope): Standing => ({ scope, last: undefined, refused: 0, waiting: 0, open: 0 }));
  const standings =
    (await withStore(workspace, (store) => Promise.all(scopes.map((scope) => standingOf(store, scope))))) ?? never;
  if (call.arguments.text("format") === "json")
    call.terminal.print(JSON.stringify(standings.map(standingJson), undefined, 2));
  else printStandings(call.terminal, standings, workspace);
  return EXIT.fine;
}

async function standingOf(store: Store, scope: Scope): Promise<Standing> {
  const [last, refused, waiting, open] = await Promise.all([
    store.runs.last(scope.name),
    store.records.list(scope.name, { state: "refused" }),
    store.records.list(scope.name, { state: "waiting" }),
    store.intents.open(scope.name),
  ]);
  return { scope, last, refused: refused.length, waiting: waiting.length, open: open.length };
}

function printStandings(terminal: Terminal, standings: readonly Standing[], workspace: Workspace): void {
  const { bold, dim, green, red } = terminal.colours;
  if (standings.length === 0) {
    terminal.print(`${workspace.source.path} names no company with an integration.`);
    return;
  }
  const rows = standings.map(({ scope, last, refused, waiting, open }) => [
    scope.company.title,
    scope.integration.name,
    scope.integration.active ? green("on") : dim("off"),
    last === undefined ? dim("never") : showMoment(last.startedAt, scope.company.timezone),
    outcomeOf(last),
    refused === 0 ? "0" : red(String(refused)),
    String(waiting),
    String(open),
  ]);
  terminal.print(
    table(
      ["Company", "Integration", "Switch", "Last run", "Outcome", "Unsolved", "Waiting", "Open writes"],
      rows,
      bold,
    ).join("\n"),
  );
  if (standings.some(({ refused }) => refused > 0)) terminal.print(`\n"koppel log --open" shows what is unsolved.`);
}

function outcomeOf(last: RunSummary | undefined): string {
  if (last === undefined) return "";
  if (last.endedAt === undefined) return "not ended";
  return last.problem ?? `${totalOf(last.counts)} in ${durationOf((last.endedAt - last.startedAt) / 1000)}`;
}

/** `12 created, 3 refused`: the sums over the flows. */
function totalOf(counts: string): string {
  const sums = new Map<string, number>();
  for (const flow of Object.values(JSON.parse(counts) as Record<string, Record<string, number>>)) {
    for (const [outcome, count] of Object.entries(flow)) sums.set(outcome, (sums.get(outcome) ?? 0) + count);
  }
  const shown = [...sums].filter(([outcome, count]) => count > 0 && outcome !== "taken" && outcome !== "unchanged");
  return shown.length === 0 ? "nothing to do" : shown.map(([outcome, count]) => `${count} ${outcome}`).join(", ");
}

function standingJson({ scope, last, refused, waiting, open }: Standing): object {
  const run = last && {
    id: last.id,
    started: new Date(last.startedAt).toISOString(),
    ended: last.endedAt === undefined ? null : new Date(last.endedAt).toISOString(),
    counts: JSON.parse(last.counts) as unknown,
    problem: last.problem ?? null,
  };
  return {
    company: scope.company.key,
    integration: scope.integration.name,
    active: scope.integration.active,
    lastRun: run ?? null,
    unsolved: refused,
    waiting,
    openWrites: open,
  };
}
