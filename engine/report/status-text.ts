import type { Company, CompanyIntegration } from "../project/workspace.ts";
import { doneIn, type LastRun, type Standing } from "../service/read-model/standing.ts";
import { forLine, forSentence } from "../value/cleaned.ts";
import { durationOf } from "./duration.ts";
import { showMoment } from "./moment.ts";
import type { Colours } from "./screen.ts";
import { table } from "./table.ts";

/** Whose standing it is, for people. */
export interface StandingOf {
  readonly company: Company;
  readonly integration: CompanyIntegration;
  readonly standing: Standing;
}

/** A table of where each integration of each company stands. */
export function statusText(rows: readonly StandingOf[], { bold, dim, green, red }: Colours): string {
  const cells = rows.map(({ company, integration, standing: { last, refused, waiting, open } }) => [
    forLine(company.title),
    forLine(integration.name),
    integration.active ? green("on") : dim("off"),
    last === undefined ? dim("never") : showMoment(last.startedAt, company.timezone),
    outcomeOf(last),
    refused === 0 ? "0" : red(String(refused)),
    String(waiting),
    String(open),
  ]);
  const heads = ["Company", "Integration", "Switch", "Last run", "Outcome", "Unsolved", "Waiting", "Open writes"];
  const unsolved = rows.some(({ standing }) => standing.refused > 0);
  return [...table(heads, cells, bold), ...(unsolved ? ["", '"koppel log --open" shows what is unsolved.'] : [])].join(
    "\n",
  );
}

function outcomeOf(last: LastRun | undefined): string {
  if (last === undefined) return "";
  if (last.endedAt === undefined) return "not ended";
  if (last.problem !== undefined) return forSentence(last.problem);
  return `${doneText(last)} in ${durationOf((last.endedAt - last.startedAt) / 1000)}`;
}

/** `12 created, 3 refused` */
function doneText(last: LastRun): string {
  const done = doneIn(last);
  return done.size === 0 ? "nothing to do" : [...done].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
}
