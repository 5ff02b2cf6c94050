import { jsonLine } from "../../engine/report/json-text.ts";
import { runText } from "../../engine/report/run-text.ts";
import { startDaemon } from "../../engine/service/daemon.ts";
import { forSentence } from "../../engine/value/cleaned.ts";
import type { RunReport } from "../../engine/work/run-report.ts";
import { CHOICE, someChosen } from "../chosen.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { mailOut } from "../mail-out.ts";
import { openWorkshop } from "../open-workshop.ts";

/** What is under way may take this long after SIGTERM. */
const GRACE_MS = 25_000;

export const daemon: Command = {
  name: "daemon",
  summary: "runs the integrations on their schedules until it is stopped",
  usage: "[options]",
  text: [
    "Each company's integration runs at the start and then on its schedule, under a lease: a second daemon on the same store waits instead of doubling work.",
    "SIGTERM and SIGINT stop it within 30 seconds; what is under way is finished, and anything else goes on at the next start.",
  ].join("\n"),
  positionals: { least: 0, most: 0, names: [] },
  options: { ...format("json"), ...CHOICE },
  examples: [{ line: "koppel daemon", text: "all companies and integrations that are active" }],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage, EXIT.checkErrors],
  run: runDaemon,
};

async function runDaemon(call: Call): Promise<ExitCode> {
  const workshop = await openWorkshop(call, { quiet: true });
  const stop = call.stop();
  try {
    const active = someChosen(call, workshop.workspace).filter(({ integration }) => integration.active);
    if (active.length === 0)
      throw new Failure("no integration of the workspace is active", ["Set active: true for one in koppel.yaml."]);
    const started = startDaemon({
      jobs: active.map(({ scope, company, integration }) => ({
        name: scope,
        schedule: workshop.jobs.open(company.key, integration.name).integration.schedule,
        // A pattern such as "at 6 on workdays" means the company's own clock.
        timezone: company.timezone,
        open: async () => workshop.jobs.open(company.key, integration.name),
        close: () => mailOut(call, workshop),
      })),
      tell: (event) => tell(call, event),
    });
    call.terminal.tell(`koppel daemon: ${active.map(({ scope }) => scope).join(", ")}`);
    await new Promise<void>((resolve) => {
      if (stop.aborted) resolve();
      else stop.addEventListener("abort", () => resolve(), { once: true });
    });
    call.terminal.tell("koppel daemon: stopping; what is under way is finished");
    await started.stop(GRACE_MS);
    return EXIT.fine;
  } finally {
    await workshop.close();
  }
}

function tell(
  call: Call,
  event: { readonly name: string; readonly report?: RunReport; readonly problem?: unknown },
): void {
  const at = new Date().toISOString();
  const problem = problemOf(event.problem);
  if (call.arguments.text("format") === "json")
    call.terminal.print(jsonLine({ at, name: event.name, report: event.report, problem }));
  else if (event.report !== undefined) call.terminal.print(`${at} ${runText(event.report, call.terminal.colours)}`);
  else call.terminal.tell(`${at} ${forSentence(`${event.name}: ${problem}`)}`);
}

function problemOf(problem: unknown): string | undefined {
  if (problem === undefined) return undefined;
  return problem instanceof Error ? problem.message : String(problem);
}
