import { table } from "../engine/report/table.ts";
import type { RunReport } from "../engine/work/run-report.ts";
import { findingsText } from "./findings.ts";
import type { Colours } from "./terminal.ts";

/** A table of flows with what became of their records. */
export function reportText(report: RunReport, colours: Colours): string {
  if (report.kind === "held")
    return colours.yellow(`${report.scope}: another process (${report.by}) is running it; nothing was done.`);
  if (report.kind === "not-active")
    return [colours.red(`${report.scope} cannot be switched on:`), ...findingsText(report.findings, colours)].join(
      "\n",
    );
  const columns = ["created", "found", "linked", "updated", "unchanged", "refused", "waiting", "skipped"] as const;
  const rows = report.flows.map(({ flow, counts }) => [
    flow,
    ...columns.map((column) => (counts[column] === 0 ? "·" : String(counts[column]))),
  ]);
  const problems = report.flows.flatMap(({ flow, problem }) =>
    problem === undefined ? [] : [colours.red(`  ${flow}: ${problem}`)],
  );
  return [
    colours.bold(report.scope),
    ...table(["flow", ...columns], rows, colours.dim).map((line) => `  ${line}`),
    ...problems,
  ].join("\n");
}
