import { shownProcess } from "../effect/process-name.ts";
import { forLine, forSentence } from "../value/cleaned.ts";
import type { FlowReport, RunReport } from "../work/run-report.ts";
import { displayWidth } from "./display-width.ts";
import { findingsText } from "./findings-text.ts";
import { leftOutText } from "./left-out-text.ts";
import { showMoment } from "./moment.ts";
import { plural } from "./plural.ts";
import type { Screen } from "./screen.ts";
import { table } from "./table.ts";

const COLUMNS = ["created", "found", "linked", "updated", "unchanged", "refused", "waiting", "skipped"] as const;

/** A table of flows with what became of their records. `interrupted`: it was asked to end before it had looked at all. */
export function runText(report: RunReport, { colours, width }: Screen, interrupted = false): string {
  const scope = forLine(report.scope);
  switch (report.kind) {
    case "held":
      return colours.yellow(
        `${scope}: another process (${forLine(shownProcess(report.by))}) is running it and has it until ${showMoment(report.until)} at least; nothing was done.`,
      );
    case "not-active":
      return [colours.red(`${scope} cannot be switched on:`), ...findingsText(report.findings, colours)].join("\n");
    case "done":
      if (report.leftOut.length === 0 && report.flows.every(isQuiet))
        return `${colours.bold(scope)}: ${interrupted ? "interrupted before anything was carried" : quietly(report.flows)}`;
      return [
        colours.bold(scope),
        ...flowLines(report.flows, { colours, width: width - 2 }).map((line) => `  ${line}`),
        ...report.flows.flatMap(({ flow, problem }) =>
          problem === undefined ? [] : [colours.red(`  ${forLine(flow)}: ${forSentence(problem)}`)],
        ),
        ...leftOutText(report.leftOut, colours),
      ].join("\n");
  }
}

/** Nothing was done in it, and nothing kept it from being done. */
function isQuiet({ counts, problem }: FlowReport): boolean {
  return problem === undefined && COLUMNS.every((column) => column === "unchanged" || counts[column] === 0);
}

function quietly(flows: readonly FlowReport[]): string {
  const unchanged = flows.reduce((total, { counts }) => total + counts.unchanged, 0);
  return unchanged === 0 ? "nothing to do" : `nothing to do, ${plural(unchanged, "record")} unchanged`;
}

/** Where there is no room for all columns, those go that say nothing. */
function flowLines(flows: readonly FlowReport[], { colours, width }: Screen): readonly string[] {
  const all = flowTable(flows, COLUMNS, { colours, width: Number.POSITIVE_INFINITY });
  if (all.every((line) => displayWidth(line) <= width)) return all;
  const telling = COLUMNS.filter((column) => flows.some(({ counts }) => counts[column] !== 0));
  return flowTable(flows, telling, { colours, width });
}

function flowTable(
  flows: readonly FlowReport[],
  columns: readonly (typeof COLUMNS)[number][],
  { colours, width }: Screen,
): readonly string[] {
  const rows = flows.map(({ flow, counts }) => [
    forLine(flow),
    ...columns.map((column) => (counts[column] === 0 ? "·" : String(counts[column]))),
  ]);
  return table(["flow", ...columns], rows, { style: colours.dim, width, flexible: [0] });
}
