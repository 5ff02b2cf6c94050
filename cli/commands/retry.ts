import { plural } from "../../engine/report/plural.ts";
import { isAbout } from "../../engine/service/about.ts";
import type { RecordState, Store } from "../../engine/store/store.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { Failure, usageFailure } from "../failure.ts";
import { checkFlowOf } from "../flow-names.ts";
import { withStore } from "../open-store.ts";
import { needWorkspace } from "../open-workspace.ts";
import { SCOPE_OPTIONS, type Scope, scopesOf } from "../scopes.ts";

export const retry: Command = {
  name: "retry",
  summary: "has refused records tried again by the next run",
  usage: "RECORD | --all [options]",
  text: [
    "A refused record is tried again when it changes. This has it tried again although it has not changed, e.g. because",
    "the other side was corrected. RECORD is its id or a part of its name, as the log shows them.",
  ].join("\n"),
  positionals: { least: 0, most: 1, names: ["RECORD"] },
  options: {
    ...SCOPE_OPTIONS,
    flow: { value: "NAME", text: "only in this flow" },
    all: { text: "all that are refused or wait" },
    ...format("json"),
  },
  examples: [
    { line: "koppel retry 5001", text: "invoice 5001 again" },
    { line: "koppel retry --all --company acme --flow sales-invoices", text: "everything that was refused there" },
  ],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage],
  run: runRetry,
};

async function runRetry(call: Call): Promise<ExitCode> {
  const [record] = call.arguments.positionals;
  const all = call.arguments.flag("all");
  if ((record === undefined) !== all)
    throw usageFailure(
      all ? "koppel retry takes either a RECORD or --all" : "koppel retry needs a RECORD, or --all",
      'See "koppel retry --help".',
    );
  const workspace = await needWorkspace(call);
  const scopes = scopesOf(workspace, call);
  const flow = call.arguments.text("flow");
  const taken = await withStore(workspace, (store) =>
    record === undefined ? retryAll(store, scopes, flow) : retryOne(store, scopes, flow, record),
  );
  if (taken === undefined)
    throw new Failure("nothing has run yet: there is no store", [`It would be ${workspace.store}.`]);
  if (taken === 0) checkFlowOf(workspace, scopes, flow);
  if (call.arguments.text("format") === "json") call.terminal.print(JSON.stringify({ retried: taken }, undefined, 2));
  else call.terminal.print(`${plural(taken, "record")} will be tried again by the next run.`);
  return EXIT.fine;
}

async function retryAll(store: Store, scopes: readonly Scope[], flow: string | undefined): Promise<number> {
  let count = 0;
  for (const { name } of scopes) count += await store.records.retry(name, flow, undefined);
  return count;
}

async function retryOne(
  store: Store,
  scopes: readonly Scope[],
  flow: string | undefined,
  record: string,
): Promise<number> {
  const states = (
    await Promise.all(scopes.map(({ name }) => store.records.list(name, flow === undefined ? {} : { flow })))
  ).flat();
  const waiting = states.filter(({ state }) => state !== "done" && state !== "watched");
  const exact = waiting.filter(({ source }) => source === record);
  const found = exact.length > 0 ? exact : waiting.filter((state) => isAbout(state, record));
  if (found.length === 0) throw notFound(record, states);
  if (new Set(found.map(({ source }) => source)).size > 1) {
    throw usageFailure(
      `"${record}" fits several records`,
      ...found.slice(0, 10).map(({ source, label, scope, flow: at }) => `${source}  ${label}  (${scope} ${at})`),
      "Give the id of one.",
    );
  }
  let count = 0;
  for (const { scope, flow: at, source } of found) count += await store.records.retry(scope, at, source);
  return count;
}

function notFound(record: string, states: readonly RecordState[]): Failure {
  const done = states.find((state) => isAbout(state, record));
  if (done !== undefined)
    return new Failure(
      `${done.label} is ${done.state === "watched" ? "transferred and watched" : "done"}: there is nothing to try again`,
      [`koppel log --record ${record}`],
    );
  return new Failure(`no refused or waiting record is called "${record}"`, ['"koppel log --open" lists them.']);
}
