import { forLine, forSentence } from "../value/cleaned.ts";
import type { RunReport } from "../work/run-report.ts";
import { findingsText } from "./findings-text.ts";
import { leftOutText } from "./left-out-text.ts";
import type { Colours } from "./screen.ts";
import { table } from "./table.ts";

/** A table of flows with what became of their records. */
export function runText(report: RunReport, colours: Colours): string {
  const scope = forLine(report.scope);
  if (report.kind === "held")
    return colours.yellow(`${scope}: another process (${forLine(report.by)}) is running it; nothing was done.`);
  if (report.kind === "not-active")
    return [colours.red(`${scope} cannot be switched on:`), ...findingsText(report.findings, colours)].join("\n");
  const columns = ["created", "found", "linked", "updated", "unchanged", "refused", "waiting", "skipped"] as const;
  const rows = report.flows.map(({ flow, counts }) => [
    forLine(flow),
    ...columns.map((column) => (counts[column] === 0 ? "·" : String(counts[column]))),
  ]);
  const problems = report.flows.flatMap(({ flow, problem }) =>
    problem === undefined ? [] : [colours.red(`  ${forLine(flow)}: ${forSentence(problem)}`)],
  );
  return [
    colours.bold(scope),
    ...table(["flow", ...columns], rows, colours.dim).map((line) => `  ${line}`),
    ...problems,
    ...leftOutText(report.leftOut, colours),
  ].join("\n");
}
