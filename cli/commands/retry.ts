import { jsonText } from "../../engine/report/json-text.ts";
import { plural } from "../../engine/report/plural.ts";
import { type Retried, retryAll, retryRecord } from "../../engine/service/retry.ts";
import { CHOICE, chosen } from "../chosen.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { Failure, usageFailure } from "../failure.ts";
import { checkFlowOf } from "../flow-names.ts";
import { withStore } from "../open-store.ts";
import { needWorkspace } from "../open-workspace.ts";

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
    ...CHOICE,
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
  const among = chosen(call, workspace);
  const scopes = among.map(({ scope }) => scope);
  const flow = call.arguments.text("flow");
  const retried = await withStore(workspace, (store) =>
    record === undefined ? retryAll(store, scopes, flow) : retryRecord(store, scopes, flow, record),
  );
  if (retried === undefined)
    throw new Failure("nothing has run yet: there is no store", [`It would be ${workspace.store}.`]);
  const count = countOf(retried, record ?? "");
  if (count === 0) checkFlowOf(workspace, among, flow);
  if (call.arguments.text("format") === "json") call.terminal.print(jsonText({ retried: count }));
  else call.terminal.print(`${plural(count, "record")} will be tried again by the next run.`);
  return EXIT.fine;
}

function countOf(retried: Retried, record: string): number {
  switch (retried.kind) {
    case "retried":
      return retried.count;
    case "several":
      throw usageFailure(
        `"${record}" fits several records`,
        ...retried.found
          .slice(0, 10)
          .map(({ source, label, scope, flow }) => `${source}  ${label}  (${scope} ${flow})`),
        "Give the id of one.",
      );
    case "settled":
      throw new Failure(
        `${retried.record.label} is ${retried.record.state === "watched" ? "transferred and watched" : "done"}: there is nothing to try again`,
        [`koppel log --record ${record}`],
      );
    case "unknown":
      throw new Failure(`no refused or waiting record is called "${record}"`, ['"koppel log --open" lists them.']);
  }
}
