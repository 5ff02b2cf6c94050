import type { Workspace } from "../../engine/project/workspace.ts";
import { jsonText } from "../../engine/report/json-text.ts";
import { logText, unsolvedText } from "../../engine/report/log-text.ts";
import { zoneName } from "../../engine/report/moment.ts";
import { type LogQuery, logEntries } from "../../engine/service/read-model/log-entries.ts";
import { unsolvedRecords } from "../../engine/service/read-model/unsolved.ts";
import { isAbout } from "../../engine/store/is-about.ts";
import type { RecordState, StoredEntry } from "../../engine/store/store.ts";
import { CHOICE, type Chosen, chosen } from "../chosen.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { checkFlowOf } from "../flow-names.ts";
import { readMoment } from "../moments.ts";
import { withStore } from "../open-store.ts";
import { needWorkspace } from "../open-workspace.ts";

export const log: Command = {
  name: "log",
  summary: "shows the transfer log, or what is still unsolved",
  usage: "[options]",
  text: [
    "Shows what was transferred and what was refused, the newest last. With --open it shows the last error of each",
    "record that is still unsolved, with the advice that goes with it.",
  ].join("\n"),
  positionals: { least: 0, most: 0, names: [] },
  options: {
    ...CHOICE,
    flow: { value: "NAME", text: "only this flow" },
    level: { value: "LEVEL", text: "only entries of this level", choices: ["info", "warning", "error"] },
    record: {
      value: "RECORD",
      text: "only this record, by its id or a part of its name (its beginning, under three characters)",
    },
    since: { value: "WHEN", text: "only from then on: 2026-03-01, 2026-03-01T08:00+02:00, 2h, 3d" },
    limit: { value: "N", text: "at most so many, the newest", default: "100", whole: { least: 1, most: 1_000_000 } },
    open: { text: "the last error of each record that is unsolved" },
    ...format("json"),
  },
  examples: [
    { line: "koppel log --since 1d --level error", text: "errors of the last day" },
    { line: "koppel log --record 5001", text: "everything about invoice 5001" },
    { line: "koppel log --open", text: "what somebody has to look at" },
  ],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage],
  run: runLog,
};

async function runLog(call: Call): Promise<ExitCode> {
  const workspace = await needWorkspace(call);
  const scopes = chosen(call, workspace);
  const query = queryOf(call, scopes);
  if (call.arguments.flag("open")) return showUnsolved(call, workspace, scopes);
  const entries = (await withStore(workspace, (store) => logEntries(store, query))) ?? [];
  if (entries.length === 0) checkFlowOf(workspace, scopes, query.flow);
  if (call.arguments.text("format") === "json") call.terminal.print(jsonText(entries.map(entryJson)));
  else call.terminal.print(logText(entries, inOneZone(), call.terminal));
  return EXIT.fine;
}

function queryOf({ arguments: given }: Call, scopes: readonly Chosen[]): LogQuery {
  const since = given.text("since");
  return {
    scopes: scopes.map(({ scope }) => scope),
    flow: given.text("flow"),
    level: given.text("level") as LogQuery["level"],
    record: given.text("record"),
    since: since === undefined ? undefined : readMoment("--since", since, Date.now()),
    limit: given.whole("limit") ?? 100,
  };
}

/** One for all companies, so that the lines can be compared. */
function inOneZone(): (scope: string) => string {
  const zone = zoneName();
  return () => zone;
}

function entryJson(entry: StoredEntry): object {
  const { at, scope, ...rest } = entry;
  const [company, integration] = scope.split("/");
  return { time: new Date(at).toISOString(), company, integration, ...rest };
}

async function showUnsolved(call: Call, workspace: Workspace, scopes: readonly Chosen[]): Promise<ExitCode> {
  const flow = call.arguments.text("flow");
  const record = call.arguments.text("record");
  const names = scopes.map(({ scope }) => scope);
  const states = (await withStore(workspace, (store) => unsolvedRecords(store, names, flow))) ?? [];
  if (states.length === 0) checkFlowOf(workspace, scopes, flow);
  const shown = states.filter((state) => record === undefined || isAbout(state, record));
  if (call.arguments.text("format") === "json") call.terminal.print(jsonText(shown.map(stateJson)));
  else call.terminal.print(unsolvedText(shown, inOneZone(), call.terminal));
  return EXIT.fine;
}

function stateJson({ scope, flow, source, label, target, code, message, advice, at }: RecordState): object {
  const [company, integration] = scope.split("/");
  return { time: new Date(at).toISOString(), company, integration, flow, source, label, target, code, message, advice };
}
