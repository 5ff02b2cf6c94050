import type { Company, CompanyIntegration } from "../project/workspace.ts";
import { doneIn, type LastRun, type Standing } from "../service/read-model/standing.ts";
import type { Stop } from "../service/stops.ts";
import { forLine, forSentence } from "../value/cleaned.ts";
import { durationOf } from "./duration.ts";
import { findingsText } from "./findings-text.ts";
import { showMinute, showMoment, zoneName } from "./moment.ts";
import { plural } from "./plural.ts";
import type { Colours, Screen } from "./screen.ts";
import { table } from "./table.ts";

/** Whose standing it is, for people. */
export interface StandingOf {
  readonly company: Company;
  readonly integration: CompanyIntegration;
  readonly standing: Standing;
}

/** Why something does not go on as it should, and what. */
export interface StopOf {
  readonly name: string;
  readonly what: string;
  readonly stop: Stop;
}

const HEADS = ["Company", "Integration", "Switch", "Outcome", "Unsolved", "Waiting", "Open writes"] as const;
/** Where each may be narrower than its text. */
const FLEXIBLE = [0, 1, 4];

/** A table of where each integration of each company stands, and below it what has stopped and what to do about it. */
export function statusText(rows: readonly StandingOf[], stops: readonly StopOf[], { colours, width }: Screen): string {
  const { bold, dim, green, red } = colours;
  const stopped = new Set(stops.map(({ name }) => name));
  const cells = rows.map(({ company, integration, standing: { scope, last, refused, waiting, open } }) => [
    forLine(company.title),
    forLine(integration.name),
    !integration.active ? dim("off") : stopped.has(scope) ? red("stopped") : green("on"),
    last === undefined ? dim("never") : showMinute(last.startedAt),
    outcomeOf(last),
    refused === 0 ? "0" : red(String(refused)),
    String(waiting),
    String(open),
  ]);
  const [company, integration, switched, ...heads] = HEADS;
  const lines = table([company, integration, switched, `Last run (${zoneName()})`, ...heads], cells, {
    style: bold,
    width,
    flexible: FLEXIBLE,
  });
  const unsolved = rows.some(({ standing }) => standing.refused > 0);
  return [
    ...lines,
    ...(unsolved ? ["", '"koppel log --open" shows what is unsolved.'] : []),
    ...stopsText(stops, colours),
    ...(rows.length > 1 ? ["", sumOf(rows, stopped)] : []),
  ].join("\n");
}

function stopsText(stops: readonly StopOf[], colours: Colours): readonly string[] {
  return stops.flatMap(({ name, what, stop }) => [
    "",
    `${colours.bold(forLine(name))} ${what} (${showMoment(stop.at)}):`,
    ...findingsText(stop.findings, colours),
  ]);
}

/** `100 integrations: 2 stopped, 3 with unsolved records, 1 switched off, 94 in order` */
function sumOf(rows: readonly StandingOf[], stopped: ReadonlySet<string>): string {
  const kinds = rows.map(({ integration, standing }) => {
    if (!integration.active) return "switched off";
    if (stopped.has(standing.scope)) return "stopped";
    if (standing.last === undefined) return "never run";
    return standing.refused > 0 ? "with unsolved records" : "in order";
  });
  const counts = ["stopped", "with unsolved records", "never run", "switched off", "in order"].flatMap((kind) => {
    const count = kinds.filter((one) => one === kind).length;
    return count === 0 ? [] : [`${count} ${kind}`];
  });
  return `${plural(rows.length, "integration")}: ${counts.join(", ")}`;
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
