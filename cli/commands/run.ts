import { jsonText } from "../../engine/report/json-text.ts";
import { runText } from "../../engine/report/run-text.ts";
import { runOnce } from "../../engine/work/run.ts";
import type { RunReport } from "../../engine/work/run-report.ts";
import { CHOICE, type Chosen, someChosen } from "../chosen.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { flowsOf } from "../flow-names.ts";
import { mailOut } from "../mail-out.ts";
import { openWorkshop } from "../open-workshop.ts";
import { SELECTION, selected } from "../selected.ts";

export const run: Command = {
  name: "run",
  summary: "runs the integrations once",
  usage: "[options]",
  text: [
    "Carries what is to be carried between the systems, each record once, and writes the transfer log.",
    "A record that is refused is logged with advice and never holds up the others. Interrupted at any moment, the next run goes on where this one ended.",
  ].join("\n"),
  positionals: { least: 0, most: 0, names: [] },
  options: {
    ...format("json"),
    ...CHOICE,
    flow: { value: "NAME", text: "only this flow", many: true },
    ...SELECTION,
    once: { text: "one run and no more; the default, for scripts that like to say so" },
    concurrency: { value: "N", text: "documents in flight at once", default: "16", whole: { least: 1, most: 256 } },
    patience: {
      value: "SECONDS",
      text: "how long one uncertain write may be waited for within the run",
      default: "0",
      whole: { least: 0, most: 3600 },
    },
  },
  examples: [
    { line: "koppel run", text: "all companies and integrations" },
    { line: "koppel run --company acme --flow sales-invoices", text: "one flow of one company" },
    { line: "koppel run --flow sales-invoices --record 5001", text: "invoice 5001 alone, also when it was refused" },
    { line: "koppel run --flow purchase-costs --since 2026-03-01", text: "what has changed since March, once more" },
  ],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage, EXIT.checkErrors],
  run: runRun,
};

async function runRun(call: Call): Promise<ExitCode> {
  const workshop = await openWorkshop(call, { concurrency: call.arguments.whole("concurrency") ?? 16 });
  const stop = call.stop();
  try {
    const reports: RunReport[] = [];
    const among = someChosen(call, workshop.workspace);
    const flows = flowsOf(call, workshop.library, among);
    const active = among.filter(({ scope, integration }) => {
      if (!integration.active) call.terminal.tell(`${scope} is switched off (active: false); nothing is run.`);
      return integration.active;
    });
    const open = ({ company, integration }: Chosen) => workshop.jobs.open(company.key, integration.name);
    for (const [chosen, selection] of await selected(call, active, open, flows.flows)) {
      if (stop.aborted) break;
      reports.push(
        await runOnce(open(chosen), {
          ...flows,
          selection,
          stopping: () => stop.aborted,
          patienceMs: (call.arguments.whole("patience") ?? 0) * 1000,
        }),
      );
      await mailOut(call, workshop);
    }
    if (call.arguments.text("format") === "json") call.terminal.print(jsonText(reports));
    else for (const report of reports) call.terminal.print(runText(report, call.terminal.colours));
    if (stop.aborted)
      call.terminal.tell("koppel run: interrupted; what was begun is finished, and the next run goes on from here");
    return reports.every(isFine) && !stop.aborted ? EXIT.fine : EXIT.failed;
  } finally {
    await workshop.close();
  }
}

function isFine(report: RunReport): boolean {
  return report.kind === "done" && report.flows.every(({ problem }) => problem === undefined);
}
