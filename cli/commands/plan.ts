import { plansJson } from "../../engine/report/plan-json.ts";
import { planText } from "../../engine/report/plan-text.ts";
import { type Summed, type Total, withTotals } from "../../engine/service/saved-plan/totals.ts";
import { forLine } from "../../engine/value/cleaned.ts";
import type { Selection } from "../../engine/work/base/selection.ts";
import { noPlan, planFlows, type RunOptions } from "../../engine/work/run.ts";
import type { Plan } from "../../engine/work/run-report.ts";
import { CHOICE, type Chosen, someChosen } from "../chosen.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { flowsOf } from "../flow-names.ts";
import { isJob, jobIn, openWorkshop, type Workshop } from "../open-workshop.ts";
import { type Saving, savePlan } from "../saved-plan.ts";
import { SELECTION, selected } from "../selected.ts";
import { tellUnreadable } from "../tell-unreadable.ts";

export const plan: Command = {
  name: "plan",
  summary: "shows what a run would do, with the cause of every field; nothing is written",
  usage: "[options]",
  text: "Reads both systems and says what would be created, linked, updated, refused or moved on. Neither system nor store is changed.",
  positionals: { least: 0, most: 0, names: [] },
  options: {
    ...format("json"),
    ...CHOICE,
    flow: { value: "NAME", text: "only this flow", many: true },
    ...SELECTION,
    fields: { text: "also each field with its value and the line that made it; with --all of every record" },
    all: { text: "every record, not only the first of each flow" },
    save: { value: "FILE", text: "also into this file, which koppel run --plan carries as it was shown" },
  },
  examples: [
    { line: "koppel plan", text: "all companies and integrations" },
    { line: "koppel plan --flow sales-invoices --fields", text: "one flow, field by field" },
    { line: "koppel plan --flow sales-invoices --record 5001", text: "what would be done with invoice 5001" },
    {
      line: "koppel plan --save plan.jsonl",
      text: "to be looked through, and carried with koppel run --plan plan.jsonl",
    },
  ],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage, EXIT.checkErrors],
  run: runPlan,
};

async function runPlan(call: Call): Promise<ExitCode> {
  const workshop = await openWorkshop(call, { trace: true });
  try {
    const among = someChosen(call, workshop.workspace);
    const flows = flowsOf(call, workshop.library, among);
    call.terminal.tell(`koppel plan: ${among.map(({ scope }) => forLine(scope)).join(", ")}; nothing is written`);
    const jobOf = (chosen: Chosen) => jobIn(workshop, chosen);
    const wanted = [...(await selected(call, among, jobOf, flows.flows))];
    const file = call.arguments.text("save");
    const saving = file === undefined ? undefined : await savePlan(call, workshop, file, wanted, flows.flows);
    const failed = await show(call, workshop, wanted, { saving, ...flows });
    const unreadable = tellUnreadable(call, workshop);
    return failed || unreadable ? EXIT.failed : EXIT.fine;
  } finally {
    await workshop.close();
  }
}

/** Whether anything could not be planned. */
async function show(
  call: Call,
  workshop: Workshop,
  wanted: readonly (readonly [Chosen, Selection])[],
  { saving, ...flows }: { readonly saving: Saving | undefined } & Pick<RunOptions, "flows">,
): Promise<boolean> {
  let failed = false;
  const totals: Total[] = [];
  const plans = async function* (): AsyncGenerator<Summed> {
    for (const [chosen, selection] of wanted) {
      const plan = await planOf(workshop, chosen, { ...flows, selection });
      const summed = withTotals(saving?.of(plan) ?? plan, jobIn(workshop, chosen)?.schemas ?? new Map());
      yield summed;
      failed ||= hasFailed(plan);
      totals.push(...summed.totals());
    }
  };
  let isWhole = false;
  try {
    for await (const piece of piecesOf(call, plans())) await call.terminal.write(piece);
    isWhole = true;
  } finally {
    await saving?.end(totals, failed || !isWhole);
  }
  return failed;
}

async function planOf(workshop: Workshop, chosen: Chosen, options: RunOptions): Promise<Plan> {
  const opened = workshop.open(chosen);
  return isJob(opened) ? planFlows(opened, options) : noPlan(chosen.scope, opened);
}

/** When all its actions have been taken. */
function hasFailed({ findings, flows }: Plan): boolean {
  return findings.some(({ level }) => level === "error") || flows().some(({ problem }) => problem !== undefined);
}

async function* piecesOf(call: Call, plans: AsyncIterable<Summed>): AsyncGenerator<string> {
  if (call.arguments.text("format") === "json") return yield* plansJson(plans);
  const shown = { fields: call.arguments.flag("fields"), all: call.arguments.flag("all") };
  for await (const plan of plans) yield* planText(plan, call.terminal.colours, shown);
}
