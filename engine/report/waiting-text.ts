import type { OpenWrite } from "../service/read-model/open-writes.ts";
import type { WaitingRecord } from "../service/read-model/waiting.ts";
import type { IntentState } from "../store/store.ts";
import { forLine } from "../value/cleaned.ts";
import { showMoment } from "./moment.ts";
import { plural } from "./plural.ts";
import type { Screen } from "./screen.ts";
import { readableWidth, wrapped } from "./wrapped.ts";

/** Each record that waits: why, since when and until when. */
export function waitingText(records: readonly WaitingRecord[], { colours, width }: Screen): string {
  const { bold, dim, green } = colours;
  if (records.length === 0) return green("Nothing waits.");
  const wide = readableWidth(width);
  return [
    ...records.flatMap((record) => [
      `${bold(forLine(record.label))}  ${dim(forLine(`${record.scope} ${record.flow}`))}`,
      dim(`    since ${showMoment(record.at)}, ${untilText(record.until)}, id ${forLine(record.source)}`),
      ...wrapped(record.message ?? "A prerequisite is not there yet.", wide, "    "),
    ]),
    "",
    `${plural(records.length, "record")} waiting. Nothing need be done: a later run takes them up.`,
  ].join("\n");
}

function untilText(until: number | undefined): string {
  return until === undefined ? "until the next run" : `until ${showMoment(until)} at least`;
}

const ADVICE: Readonly<Record<IntentState, string>> = {
  planned: "Nothing has been sent; the next run does it.",
  sending: "It may have been executed: a run finds out.",
  uncertain: "It may have been executed: a run finds out.",
  duplicate: "It stands more than once in the other system. Remove the surplus ones there, then retry.",
  undecided: "Look in the other system. koppel retry sends it again, so retry only when it is not there.",
  confirmed: "",
  refused: "",
  cancelled: "",
};

/** Each write whose outcome is not settled, and what is to be done. */
export function openWritesText(writes: readonly OpenWrite[], { colours, width }: Screen): string {
  const { bold, dim, green, red } = colours;
  if (writes.length === 0) return green("No write is open.");
  const wide = readableWidth(width);
  const isPersons = ({ state }: OpenWrite): boolean => state === "duplicate" || state === "undecided";
  const persons = writes.filter(isPersons).length;
  return [
    ...writes.flatMap((write) => [
      `${bold(forLine(write.label))}  ${forLine(write.step)}  ${isPersons(write) ? red(write.state) : write.state}  ${dim(forLine(`${write.scope} ${write.flow}`))}`,
      dim(
        `    since ${showMoment(write.since)}${isPersons(write) ? "" : `, ${untilText(write.until)}`}, id ${forLine(write.source)}`,
      ),
      ...(write.state === "undecided" && write.answer !== undefined ? wrapped(`${write.answer}.`, wide, "    ") : []),
      ...wrapped(ADVICE[write.state], wide, "      ", "    → ").map(dim),
    ]),
    "",
    `${plural(writes.length, "write")} open${persons === 0 ? "." : `; ${persons} of them wait for a person.`}`,
  ].join("\n");
}
