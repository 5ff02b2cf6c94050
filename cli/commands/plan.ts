import { jsonText } from "../../engine/report/json-text.ts";
import { planText } from "../../engine/report/plan-text.ts";
import { placeOf } from "../../engine/source/place.ts";
import { forLine } from "../../engine/value/cleaned.ts";
import { planFlows, type RunOptions } from "../../engine/work/run.ts";
import type { Plan } from "../../engine/work/run-report.ts";
import { CHOICE, type Chosen, someChosen } from "../chosen.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { flowsOf } from "../flow-names.ts";
import { isJob, jobIn, openWorkshop, type Workshop } from "../open-workshop.ts";
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
    fields: { text: "also each field with its value and the line that made it" },
    all: { text: "every record, not only the first of each flow" },
  },
  examples: [
    { line: "koppel plan", text: "all companies and integrations" },
    { line: "koppel plan --flow sales-invoices --fields", text: "one flow, field by field" },
    { line: "koppel plan --flow sales-invoices --record 5001", text: "what would be done with invoice 5001" },
  ],
  exits: [EXIT.fine, EXIT.failed, EXIT.usage, EXIT.checkErrors],
  run: runPlan,
};

async function runPlan(call: Call): Promise<ExitCode> {
  const workshop = await openWorkshop(call, { trace: true });
  try {
    const plans: Plan[] = [];
    const among = someChosen(call, workshop.workspace);
    const flows = flowsOf(call, workshop.library, among);
    call.terminal.tell(`koppel plan: ${among.map(({ scope }) => forLine(scope)).join(", ")}; nothing is written`);
    const jobOf = (chosen: Chosen) => jobIn(workshop, chosen);
    for (const [chosen, selection] of await selected(call, among, jobOf, flows.flows))
      plans.push(await planOf(workshop, chosen, { ...flows, selection }));
    const unreadable = tellUnreadable(call, workshop);
    if (call.arguments.text("format") === "json") call.terminal.print(jsonText(plans.map(planJson)));
    else
      for (const one of plans)
        call.terminal.print(
          planText(one, call.terminal.colours, {
            fields: call.arguments.flag("fields"),
            all: call.arguments.flag("all"),
          }),
        );
    const failed = plans.some(
      ({ findings, flows }) =>
        findings.some(({ level }) => level === "error") || flows.some(({ problem }) => problem !== undefined),
    );
    return failed || unreadable ? EXIT.failed : EXIT.fine;
  } finally {
    await workshop.close();
  }
}

async function planOf(workshop: Workshop, chosen: Chosen, options: RunOptions): Promise<Plan> {
  const opened = workshop.open(chosen);
  if (isJob(opened)) return planFlows(opened, options);
  return { scope: chosen.scope, actions: [], flows: [], findings: opened, leftOut: [] };
}

function planJson({ scope, actions, flows, findings, leftOut }: Plan): object {
  return {
    scope,
    findings,
    problems: flows.flatMap(({ flow, problem }) => (problem === undefined ? [] : [{ flow, problem }])),
    leftOut,
    actions: actions.map(({ said, lineage, ...action }) => ({
      ...action,
      messages: said.map(({ code, text, advice }) => ({ code, text, advice })),
      fields: lineage.map(({ path, value, sources, span }) => ({ path, value, sources, place: placeOf(span) })),
    })),
  };
}
