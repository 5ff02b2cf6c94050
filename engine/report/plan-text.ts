import groupBy from "lodash-es/groupBy.js";
import { placeOf } from "../source/place.ts";
import { forLine, forSentence } from "../value/cleaned.ts";
import type { PlannedAction } from "../work/base/planned.ts";
import type { Plan } from "../work/run-report.ts";
import { findingsText } from "./findings-text.ts";
import { leftOutText } from "./left-out-text.ts";
import type { Colours } from "./screen.ts";
import { shownValue } from "./shown-value.ts";

/** Records of one flow shown in full; the others are counted. Refusals are always shown. */
const SHOWN = 12;

/** Actions by flow, one line a record, refusals with their advice, and a closing line that says how many of each. */
export function planText(
  { scope, actions, flows, findings, leftOut }: Plan,
  colours: Colours,
  { fields, all }: { readonly fields: boolean; readonly all: boolean },
): string {
  const lines = [colours.bold(forLine(scope)), ...findingsText(findings, colours)];
  for (const [flow, ofFlow] of inOrder(actions, new Set(flows.map(({ flow }) => flow)))) {
    const records = Object.values(groupBy(ofFlow, ({ record }) => record)).filter((ofRecord) =>
      ofRecord.some(({ action }) => action !== "nothing"),
    );
    if (records.length === 0) continue;
    lines.push("", colours.bold(forLine(flow)));
    const quiet = records.filter(([first]) => first?.action !== "refuse");
    const hidden = new Set(all || fields ? [] : quiet.slice(SHOWN));
    for (const ofRecord of records) if (!hidden.has(ofRecord)) lines.push(...recordText(ofRecord, colours, fields));
    if (hidden.size > 0) lines.push(colours.dim(`  … and ${hidden.size} more (--all)`));
  }
  for (const { flow, problem } of flows)
    if (problem !== undefined) lines.push("", colours.red(`${forLine(flow)}: ${forSentence(problem)}`));
  if (leftOut.length > 0) lines.push("", ...leftOutText(leftOut, colours));
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
          `, then ${forLine(followed.map(({ to, action }) => (action === "step" || action === "write back" ? to : `${action} ${to}`)).join(", "))}`,
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
  const what = forLine(`${action} ${to}${target === undefined ? "" : ` ${target}`}`);
  const lines = [`  ${sign} ${what}  ${colours.dim(forLine(label))}`];
  for (const { text, advice } of said) {
    lines.push(`      ${forSentence(text)}`);
    if (advice !== undefined) lines.push(colours.dim(`      ${forSentence(advice)}`));
  }
  if (action === "update" && body !== undefined) {
    for (const [field, value] of Object.entries(body))
      lines.push(`      ${forLine(field)}: ${shownValue(before?.[field])} -> ${shownValue(value)}`);
  }
  if (fields)
    for (const one of lineage)
      lines.push(`      ${forLine(one.path)}: ${shownValue(one.value)}  ${colours.dim(forLine(placeOf(one.span)))}`);
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
