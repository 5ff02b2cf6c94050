import groupBy from "lodash-es/groupBy.js";
import { shownValue } from "../../engine/report/shown-value.ts";
import { placeOf } from "../../engine/source/place.ts";
import type { PlannedAction } from "../../engine/work/planned.ts";
import { planFlows } from "../../engine/work/run.ts";
import type { Plan } from "../../engine/work/run-report.ts";
import { CHOICE, someChosen } from "../chosen.ts";
import { type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { findingsText } from "../findings.ts";
import { flowsOf } from "../flow-names.ts";
import { openWorkshop } from "../open-workshop.ts";
import type { Colours } from "../terminal.ts";

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
    fields: { text: "also each field with its value and the line that made it" },
    all: { text: "every record, not only the first of each flow" },
  },
  examples: [
    { line: "koppel plan", text: "all companies and integrations" },
    { line: "koppel plan --flow sales-invoices --fields", text: "one flow, field by field" },
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
    for (const { company, integration } of among) {
      const job = workshop.jobs.open(company.key, integration.name);
      plans.push(await planFlows(job, flows));
    }
    if (call.arguments.text("format") === "json")
      call.terminal.print(JSON.stringify(plans.map(planJson), undefined, 2));
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
    return failed ? EXIT.failed : EXIT.fine;
  } finally {
    await workshop.close();
  }
}

/** Records of one flow shown in full; the others are counted. Refusals are always shown. */
const SHOWN = 12;

/** Actions by flow, one line a record, refusals with their advice, and a closing line that says how many of each. */
export function planText(
  { scope, actions, flows, findings }: Plan,
  colours: Colours,
  { fields, all }: { readonly fields: boolean; readonly all: boolean },
): string {
  const lines = [colours.bold(scope), ...findingsText(findings, colours)];
  for (const [flow, ofFlow] of inOrder(actions, new Set(flows.map(({ flow }) => flow)))) {
    const records = Object.values(groupBy(ofFlow, ({ record }) => record)).filter((ofRecord) =>
      ofRecord.some(({ action }) => action !== "nothing"),
    );
    if (records.length === 0) continue;
    lines.push("", colours.bold(flow));
    const quiet = records.filter(([first]) => first?.action !== "refuse");
    const hidden = new Set(all || fields ? [] : quiet.slice(SHOWN));
    for (const ofRecord of records) if (!hidden.has(ofRecord)) lines.push(...recordText(ofRecord, colours, fields));
    if (hidden.size > 0) lines.push(colours.dim(`  … and ${hidden.size} more (--all)`));
  }
  for (const { flow, problem } of flows) if (problem !== undefined) lines.push("", colours.red(`${flow}: ${problem}`));
  lines.push("", summaryOf(actions));
  return lines.join("\n");
}

/**
 * Actions by flow, in the order in which the flows run. What a document needs is asked for by several documents at once, so
 * prerequisites that stand side by side are ordered by name, and their records by what people call them.
 */
function inOrder(
  actions: readonly PlannedAction[],
  listed: ReadonlySet<string>,
): readonly (readonly [string, readonly PlannedAction[]])[] {
  const ordered: (readonly [string, readonly PlannedAction[]])[] = [];
  let needed: (readonly [string, readonly PlannedAction[]])[] = [];
  const flush = (): void => {
    ordered.push(...needed.toSorted(([one], [other]) => byName(one, other)));
    needed = [];
  };
  for (const [flow, ofFlow] of Object.entries(groupBy(actions, ({ flow }) => flow))) {
    if (!listed.has(flow)) needed.push([flow, ofFlow.toSorted((one, other) => byName(one.label, other.label))]);
    else {
      flush();
      ordered.push([flow, ofFlow]);
    }
  }
  flush();
  return ordered;
}

const { compare: byName } = new Intl.Collator("en", { numeric: true });

/** The first action of a record in full, and what follows it in words. */
function recordText(
  [first, ...followed]: readonly PlannedAction[],
  colours: Colours,
  fields: boolean,
): readonly string[] {
  if (first === undefined) return [];
  const [head = "", ...rest] = actionText(first, colours, fields);
  const then =
    followed.length === 0
      ? ""
      : colours.dim(
          `, then ${followed.map(({ to, action }) => (action === "step" || action === "write back" ? to : `${action} ${to}`)).join(", ")}`,
        );
  return [`${head}${then}`, ...rest];
}

function actionText(
  { action, label, to, target, body, before, lineage, said }: PlannedAction,
  colours: Colours,
  fields: boolean,
): readonly string[] {
  const sign = {
    create: colours.green("+"),
    link: colours.cyan("="),
    update: colours.yellow("~"),
    "write back": colours.yellow("~"),
    step: colours.yellow("~"),
    refuse: colours.red("!"),
    wait: ".",
    pass: ".",
    nothing: " ",
  }[action];
  const lines = [`  ${sign} ${action} ${to}${target === undefined ? "" : ` ${target}`}  ${colours.dim(label)}`];
  for (const { text, advice } of said) {
    lines.push(`      ${text}`);
    if (advice !== undefined) lines.push(colours.dim(`      ${advice}`));
  }
  if (action === "update" && body !== undefined) {
    for (const [field, value] of Object.entries(body))
      lines.push(`      ${field}: ${shownValue(before?.[field])} -> ${shownValue(value)}`);
  }
  if (fields)
    for (const one of lineage)
      lines.push(`      ${one.path}: ${shownValue(one.value)}  ${colours.dim(placeOf(one.span))}`);
  return lines;
}

/** The order of the closing line; steps go along with their document, and nothing to do is not counted. */
const COUNTED = ["create", "update", "link", "write back", "pass", "wait", "refuse"] as const;

function summaryOf(actions: readonly PlannedAction[]): string {
  const counts = COUNTED.flatMap((counted) => {
    const count = actions.filter(({ action }) => action === counted).length;
    return count === 0 ? [] : [`${count} to ${counted}`];
  });
  return counts.length === 0 ? "Nothing to do." : counts.join(", ");
}

function planJson({ scope, actions, flows, findings }: Plan): object {
  return {
    scope,
    findings,
    problems: flows.flatMap(({ flow, problem }) => (problem === undefined ? [] : [{ flow, problem }])),
    actions: actions.map(({ said, lineage, ...action }) => ({
      ...action,
      messages: said.map(({ code, text, advice }) => ({ code, text, advice })),
      fields: lineage.map(({ path, value, sources, span }) => ({ path, value, sources, place: placeOf(span) })),
    })),
  };
}
