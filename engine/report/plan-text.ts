import type { Summed } from "../service/saved-plan/totals.ts";
import { placeOf } from "../source/place.ts";
import { forLine, forSentence } from "../value/cleaned.ts";
import type { PlannedAction } from "../work/base/planned.ts";
import { findingsText } from "./findings-text.ts";
import { leftOutText } from "./left-out-text.ts";
import { FlowSection } from "./plan-section.ts";
import type { Colours } from "./screen.ts";
import { shownValue } from "./shown-value.ts";
import { totalsText } from "./totals-text.ts";

export interface PlanShown {
  /** Each field with its value and the line that made it. */
  readonly fields: boolean;
  /** Every record, not only the first of each flow. */
  readonly all: boolean;
}

/**
 * Actions by flow, one line a record, refusals with their advice, and a closing line that says how many of each; in pieces
 * that end with a line. Takes the plan as it comes: of records that are not shown nothing is kept but their number.
 */
export async function* planText(
  { scope, actions, flows, findings, leftOut, totals }: Summed,
  colours: Colours,
  { fields, all }: PlanShown,
): AsyncGenerator<string> {
  const sections = new Map<string, FlowSection>();
  const counts = new Map<PlannedAction["action"], number>();
  for await (const action of actions) {
    counts.set(action.action, (counts.get(action.action) ?? 0) + 1);
    const section = sections.get(action.flow) ?? new FlowSection(all);
    sections.set(action.flow, section);
    section.add(action, () => actionText(action, colours, fields), thenText(action));
  }
  yield `${[colours.bold(forLine(scope)), ...findingsText(findings, colours)].join("\n")}\n`;
  const reports = flows();
  for (const [flow, lines] of inOrder(sections, new Set(reports.map(({ flow }) => flow)), colours)) {
    yield `\n${colours.bold(forLine(flow))}\n`;
    for (const line of lines) yield `${line}\n`;
  }
  for (const { flow, problem } of reports)
    if (problem !== undefined) yield `\n${colours.red(`${forLine(flow)}: ${forSentence(problem)}`)}\n`;
  const left = leftOut();
  if (left.length > 0) yield `\n${leftOutText(left, colours).join("\n")}\n`;
  const money = totalsText(totals(), colours);
  if (money.length > 0) yield `\n${money.join("\n")}\n`;
  const isWhole =
    !findings.some(({ level }) => level === "error") && reports.every(({ problem }) => problem === undefined);
  yield `\n${summaryOf(counts, isWhole)}\n`;
}

type Shown = readonly [flow: string, lines: Iterable<string>];

/**
 * By flow, in the order in which the flows run. What a document needs is asked for by several documents at once, so
 * prerequisites that stand side by side are ordered by name, and their records by what people call them.
 */
function inOrder(
  sections: ReadonlyMap<string, FlowSection>,
  listed: ReadonlySet<string>,
  colours: Colours,
): readonly Shown[] {
  const ordered: Shown[] = [];
  let needed: Shown[] = [];
  const flush = (): void => {
    ordered.push(...needed.toSorted(([one], [other]) => byName(one, other)));
    needed = [];
  };
  for (const [flow, section] of sections) {
    if (section.isEmpty) continue;
    if (!listed.has(flow)) needed.push([flow, section.byLabel(colours)]);
    else {
      flush();
      ordered.push([flow, section.asTheyCame(colours)]);
    }
  }
  flush();
  return ordered;
}

const { compare: byName } = new Intl.Collator("en", { numeric: true });

/** In a few words, for the line of the record that it follows. */
function thenText({ to, action }: PlannedAction): string {
  return forLine(action === "step" || action === "write back" ? to : `${action} ${to}`);
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

/** What could not be looked at may hold work: of that it says nothing, and says so. */
function summaryOf(counted: ReadonlyMap<PlannedAction["action"], number>, isWhole: boolean): string {
  const counts = COUNTED.flatMap((action) => {
    const count = counted.get(action) ?? 0;
    return count === 0 ? [] : [`${count} to ${action}`];
  });
  if (!isWhole) return `Not everything could be looked at; in what could: ${counts.join(", ") || "nothing to do"}.`;
  return counts.length === 0 ? "Nothing to do." : counts.join(", ");
}
