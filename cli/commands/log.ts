import type { Workspace } from "../../engine/project/workspace.ts";
import { jsonLine, jsonText } from "../../engine/report/json-text.ts";
import { logText, unsolvedText } from "../../engine/report/log-text.ts";
import { zoneName } from "../../engine/report/moment.ts";
import type { Screen } from "../../engine/report/screen.ts";
import { openWritesText, waitingText } from "../../engine/report/waiting-text.ts";
import { type LogQuery, logEntries } from "../../engine/service/read-model/log-entries.ts";
import { type OpenWrite, openWrites } from "../../engine/service/read-model/open-writes.ts";
import { unsolvedRecords } from "../../engine/service/read-model/unsolved.ts";
import { type WaitingRecord, waitingRecords } from "../../engine/service/read-model/waiting.ts";
import { isAbout } from "../../engine/store/is-about.ts";
import type { RecordState, Store, StoredEntry } from "../../engine/store/store.ts";
import { CHOICE, type Chosen, chosen } from "../chosen.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { usageFailure } from "../failure.ts";
import { checkFlowOf } from "../flow-names.ts";
import { followLog } from "../follow-log.ts";
import { readMoment } from "../moments.ts";
import { withStore } from "../open-store.ts";
import { needWorkspace } from "../open-workspace.ts";

/** As many entries are shown before those that come. */
const FOLLOWED_BEFORE = 10;

export const log: Command = {
  name: "log",
  summary: "shows the transfer log, or what is still unsolved",
  usage: "[options]",
  text: [
    "Shows what was transferred and what was refused, the newest last. With --open it shows the last error of each",
    "record that is still unsolved, with the advice that goes with it, with --waiting what waits, and with --writes what was",
    "or may have been sent and is not settled. With --follow it shows the newest 10 entries and then those that come.",
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
    waiting: { text: "the records that wait: why, and until when" },
    writes: { text: "the writes that are not settled, and those that a person must decide" },
    follow: { text: "shows entries as they come, whoever writes them, until Ctrl-C" },
    ...format("json"),
  },
  examples: [
    { line: "koppel log --since 1d --level error", text: "errors of the last day" },
    { line: "koppel log --record 5001", text: "everything about invoice 5001" },
    { line: "koppel log --open", text: "what somebody has to look at" },
    { line: "koppel log --follow --level error", text: "errors as they come" },
  ],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage],
  run: runLog,
};

/** What may be asked for instead of the log. */
const LISTS = ["open", "waiting", "writes"] as const;

async function runLog(call: Call): Promise<ExitCode> {
  const asked = [...LISTS, "follow"].filter((name) => call.arguments.flag(name));
  if (asked.length > 1)
    throw usageFailure(
      `koppel log takes one of ${asked.map((name) => `--${name}`).join(" and ")}`,
      'See "koppel log --help".',
    );
  const workspace = await needWorkspace(call);
  const scopes = chosen(call, workspace);
  const list = LISTS.find((name) => name === asked[0]);
  if (list !== undefined) return showAsked(call, workspace, scopes, list);
  const query = queryOf(call, scopes);
  if (call.arguments.flag("follow")) return follow(call, workspace, query);
  const entries = (await withStore(workspace, (store) => logEntries(store, query))) ?? [];
  if (entries.length === 0) checkFlowOf(workspace, scopes, query.flow);
  if (call.arguments.text("format") === "json") call.terminal.print(jsonText(entries.map(entryJson)));
  else call.terminal.print(logText(entries, inOneZone(), call.terminal));
  return EXIT.fine;
}

async function follow(call: Call, workspace: Workspace, query: LogQuery): Promise<ExitCode> {
  const isJson = call.arguments.text("format") === "json";
  const limit = call.arguments.whole("limit") ?? FOLLOWED_BEFORE;
  let scope: string | undefined;
  await followLog(workspace.store, { ...query, limit }, call.stop(), (entries) => {
    if (isJson) for (const entry of entries) call.terminal.print(jsonLine(entryJson(entry)));
    else call.terminal.print(logText(entries, inOneZone(), call.terminal, scope));
    scope = entries.at(-1)?.scope;
  });
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

function showAsked(
  call: Call,
  workspace: Workspace,
  scopes: readonly Chosen[],
  list: (typeof LISTS)[number],
): Promise<ExitCode> {
  const show = <Item extends Parameters<typeof isAbout>[0]>(listed: Listed<Item>): Promise<ExitCode> =>
    showList(call, workspace, scopes, listed);
  switch (list) {
    case "open":
      return show({
        read: unsolvedRecords,
        text: (states, screen) => unsolvedText(states, inOneZone(), screen),
        json: stateJson,
      });
    case "waiting":
      return show({ read: waitingRecords, text: waitingText, json: waitingJson });
    case "writes":
      return show({ read: openWrites, text: openWritesText, json: writeJson });
  }
}

/** A list that the store gives, and how it is written. */
interface Listed<Item> {
  readonly read: (store: Store, scopes: readonly string[], flow: string | undefined) => Promise<readonly Item[]>;
  readonly text: (items: readonly Item[], screen: Screen) => string;
  readonly json: (item: Item) => object;
}

async function showList<Item extends Parameters<typeof isAbout>[0]>(
  call: Call,
  workspace: Workspace,
  scopes: readonly Chosen[],
  { read, text, json }: Listed<Item>,
): Promise<ExitCode> {
  const flow = call.arguments.text("flow");
  const record = call.arguments.text("record");
  const names = scopes.map(({ scope }) => scope);
  const items = (await withStore(workspace, (store) => read(store, names, flow))) ?? [];
  if (items.length === 0) checkFlowOf(workspace, scopes, flow);
  const shown = items.filter((item) => record === undefined || isAbout(item, record));
  if (call.arguments.text("format") === "json") call.terminal.print(jsonText(shown.map(json)));
  else call.terminal.print(text(shown, call.terminal));
  return EXIT.fine;
}

function stateJson({ scope, flow, source, label, target, code, message, advice, at }: RecordState): object {
  const [company, integration] = scope.split("/");
  return { time: new Date(at).toISOString(), company, integration, flow, source, label, target, code, message, advice };
}

function waitingJson({ until, ...record }: WaitingRecord): object {
  return { ...stateJson(record), until: momentJson(until) };
}

function writeJson({
  scope,
  flow,
  source,
  label,
  step,
  state,
  attempt,
  since,
  until,
  targetId,
  answer,
}: OpenWrite): object {
  const [company, integration] = scope.split("/");
  const reason = state === "undecided" ? answer : undefined;
  return {
    ...{ time: new Date(since).toISOString(), company, integration, flow, source, label, step, state, attempt },
    ...{ until: momentJson(until), target: targetId, reason },
  };
}

function momentJson(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
