import { systemClock } from "../../engine/http/clock.ts";
import { inParallel } from "../../engine/http/parallel.ts";
import { jsonText } from "../../engine/report/json-text.ts";
import { runText } from "../../engine/report/run-text.ts";
import type { Screen } from "../../engine/report/screen.ts";
import { runJob } from "../../engine/service/run-job.ts";
import { forLine, forSentence } from "../../engine/value/cleaned.ts";
import type { RunOptions } from "../../engine/work/run.ts";
import type { RunReport } from "../../engine/work/run-report.ts";
import { CHOICE, type Chosen, someChosen } from "../chosen.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { usageFailure } from "../failure.ts";
import { flowsOf } from "../flow-names.ts";
import { mailOut } from "../mail-out.ts";
import { jobIn, openWorkshop, type Workshop } from "../open-workshop.ts";
import { hasCheckErrors } from "../premises.ts";
import { approvedPlans } from "../saved-plan.ts";
import { SELECTION, selected } from "../selected.ts";
import { tellUnreadable } from "../tell-unreadable.ts";

/** Enough to fill the time in which systems are waited for, and few enough for the memory of a small machine. */
const COMPANIES_AT_ONCE = 8;

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
    plan: { value: "FILE", text: "what koppel plan --save has put there, as it was shown, and nothing else" },
    once: { text: "one run and no more; the default, for scripts that like to say so" },
    companies: {
      value: "N",
      text: "integrations run at the same time",
      default: String(COMPANIES_AT_ONCE),
      whole: { least: 1, most: 100 },
    },
    concurrency: {
      value: "N",
      text: "documents of one integration in flight at once",
      default: "16",
      whole: { least: 1, most: 256 },
    },
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
    { line: "koppel run --plan plan.jsonl", text: "a plan that was saved, looked through and approved" },
  ],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage, EXIT.checkErrors],
  run: runRun,
};

async function runRun(call: Call): Promise<ExitCode> {
  const workshop = await openWorkshop(call, { concurrency: call.arguments.whole("concurrency") ?? 16 });
  const stop = call.stop();
  try {
    const wanted = await wantedBy(call, workshop);
    const together = call.arguments.whole("companies") ?? COMPANIES_AT_ONCE;
    call.terminal.tell(
      beginning(
        wanted.map(({ chosen }) => chosen),
        together,
      ),
    );
    const told = inOrder(wanted.length, (report) => {
      if (call.arguments.text("format") !== "json")
        call.terminal.print(outcomeText(report, call.terminal, stop.aborted));
    });
    const one = async (index: number): Promise<void> => {
      const { chosen, options } = wanted[index] ?? {};
      if (chosen === undefined) return;
      const stopping = () => stop.aborted;
      const patienceMs = (call.arguments.whole("patience") ?? 0) * 1000;
      const given = { ...options, stopping, patienceMs };
      told.ended(index, stop.aborted ? undefined : await outcomeOf(call, workshop, chosen, given));
    };
    await inParallel([...wanted.keys()], together, one);
    const { outcomes } = told;
    if (call.arguments.text("format") === "json") call.terminal.print(jsonText(outcomes));
    if (stop.aborted)
      call.terminal.tell("koppel run: interrupted; what was begun is finished, and the next run goes on from here");
    const unreadable = tellUnreadable(call, workshop);
    if (wanted.length > 0 && wanted.every(({ chosen }) => hasCheckErrors(workshop, chosen))) return EXIT.checkErrors;
    return outcomes.every(isFine) && !unreadable && !stop.aborted ? EXIT.fine : EXIT.failed;
  } finally {
    await workshop.close();
  }
}

interface Wanted {
  readonly chosen: Chosen;
  readonly options: RunOptions;
}

/** What the call runs: the chosen integrations that are switched on, or those of a saved plan. */
async function wantedBy(call: Call, workshop: Workshop): Promise<readonly Wanted[]> {
  const file = call.arguments.text("plan");
  if (file !== undefined) {
    const other = OTHER_CHOICES.find((name) => call.arguments.flag(name));
    if (other !== undefined)
      throw usageFailure(`--plan and --${other} do not go together`, "The plan says what is carried.");
    return (await approvedPlans(call, workshop, file)).map(({ chosen, plan }) => ({
      ...{ chosen, options: { approved: plan } },
    }));
  }
  const among = someChosen(call, workshop.workspace);
  const flows = flowsOf(call, workshop.library, among);
  const active = among.filter(({ integration }) => integration.active);
  for (const { scope, integration } of among)
    if (!integration.active) call.terminal.tell(`${scope} is switched off (active: false); nothing is run.`);
  const selections = await selected(call, active, (chosen) => jobIn(workshop, chosen), flows.flows);
  return [...selections].map(([chosen, selection]) => ({ chosen, options: { ...flows, selection } }));
}

const OTHER_CHOICES = ["company", "integration", "flow", "record", "since"] as const;

/** What came of one of them; a fault that is not its own company's is thrown by none of them. */
type Outcome = RunReport | { readonly kind: "failed"; readonly scope: string; readonly problem: string };

async function outcomeOf(call: Call, workshop: Workshop, chosen: Chosen, options: RunOptions): Promise<Outcome> {
  const { scope, company } = chosen;
  const { store } = workshop;
  const open = () => workshop.open(chosen);
  try {
    const report = await runJob({ scope, title: company.title, store, clock: systemClock, open }, options);
    await mailOut(call, workshop);
    return report;
  } catch (problem) {
    return { kind: "failed", scope, problem: problem instanceof Error ? problem.message : String(problem) };
  }
}

/** Hands on what has ended in the order of the workspace, as soon as all before it have ended. */
function inOrder(count: number, print: (outcome: Outcome) => void) {
  const ended = new Map<number, Outcome | undefined>();
  const outcomes: Outcome[] = [];
  let next = 0;
  return {
    outcomes,
    ended(index: number, outcome: Outcome | undefined): void {
      ended.set(index, outcome);
      for (; next < count && ended.has(next); next++) {
        const ready = ended.get(next);
        if (ready === undefined) continue;
        outcomes.push(ready);
        print(ready);
      }
    },
  };
}

function beginning(wanted: readonly Chosen[], together: number): string {
  const [first] = wanted;
  if (first === undefined) return "koppel run: nothing is switched on";
  if (wanted.length === 1) return `koppel run: ${forLine(first.scope)}`;
  const atOnce = Math.min(together, wanted.length);
  return `koppel run: ${wanted.length} integrations, ${atOnce} at a time`;
}

function outcomeText(outcome: Outcome, { colours, width }: Screen, interrupted: boolean): string {
  return outcome.kind === "failed"
    ? colours.red(forSentence(`${outcome.scope}: ${outcome.problem}`))
    : runText(outcome, { colours, width }, interrupted);
}

/** What had been carried before is not missing; all else that a plan has and that is not carried is. */
function isFine(report: Outcome): boolean {
  if (report.kind !== "done" || report.flows.some(({ problem }) => problem !== undefined)) return false;
  return report.plan === undefined || report.leftOut.every(({ code }) => code === "done");
}
