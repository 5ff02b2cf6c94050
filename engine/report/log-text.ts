import type { RecordState, StoredEntry } from "../store/store.ts";
import { forLine, forSentence } from "../value/cleaned.ts";
import { problemsOf } from "../work/base/problems.ts";
import { padded } from "./display-width.ts";
import { showMoment } from "./moment.ts";
import { plural } from "./plural.ts";
import type { Screen } from "./screen.ts";
import { readableWidth, wrapped } from "./wrapped.ts";

/** The time zone in which the moments of a scope are shown. */
export type ZoneOf = (scope: string) => string;

const LEVEL_WIDTH = "warning".length;

/**
 * The transfer log: a line for what happened, and below it what somebody must read. `after`: the scope of the entry that was
 * shown before them.
 */
export function logText(entries: readonly StoredEntry[], zoneOf: ZoneOf, screen: Screen, after?: string): string {
  if (entries.length === 0) return "The log has no such entries.";
  const { colours } = screen;
  const flowWidth = Math.max(...entries.map(({ flow }) => flow.length));
  const paint = { info: colours.green, warning: colours.yellow, error: colours.red };
  let scope = after;
  const lines = entries.flatMap((entry) => {
    const head =
      entry.scope === scope ? [] : [...(scope === undefined ? [] : [""]), colours.bold(forLine(entry.scope))];
    scope = entry.scope;
    const at = showMoment(entry.at, zoneOf(entry.scope));
    const level = paint[entry.level](entry.level.padEnd(LEVEL_WIDTH));
    const begin = `${at}  ${padded(forLine(entry.flow), flowWidth)}  ${level}`;
    // What merely happened begins with the record's name and is one line; what somebody must read stands below its record.
    return entry.advice === undefined && entry.message.startsWith(entry.label)
      ? [...head, `${begin}  ${forSentence(entry.message)}`]
      : [...head, `${begin}  ${forLine(entry.label)}`, ...saidLines(screen, entry.message, entry.advice)];
  });
  return lines.join("\n");
}

/** Each unsolved record with its last error and what to do. */
export function unsolvedText(states: readonly RecordState[], zoneOf: ZoneOf, screen: Screen): string {
  const { bold, dim, red, green } = screen.colours;
  if (states.length === 0) return green("Nothing is unsolved.");
  const lines = states.flatMap((state) => [
    `${bold(forLine(state.label))}  ${dim(forLine(`${state.scope} ${state.flow}`))}`,
    dim(`    ${showMoment(state.at, zoneOf(state.scope))}, id ${forLine(state.source)}`),
    ...saidLines(screen, state.message ?? state.code ?? "refused", state.advice, red),
  ]);
  return [
    ...lines,
    "",
    `${plural(states.length, "record")} unsolved. What is corrected is tried again by itself;`,
    '"koppel retry RECORD" tries it again as it is.',
  ].join("\n");
}

/** Each problem and, on a line of its own, what to do about it. */
function saidLines(
  { colours, width }: Screen,
  message: string,
  advice: string | undefined,
  paint: (text: string) => string = (text) => text,
): readonly string[] {
  const wide = readableWidth(width);
  return problemsOf({ message, advice }).flatMap((one) => [
    ...wrapped(one.text, wide, "    ").map(paint),
    ...(one.advice === undefined ? [] : wrapped(one.advice, wide, "      ", "    → ").map(colours.dim)),
  ]);
}
