import type { Carried } from "../review/carried.ts";
import type { Explanation } from "../review/explain.ts";
import { placeOf } from "../source/place.ts";
import { forLine, forSentence } from "../value/cleaned.ts";
import { fieldLines } from "./explained-fields.ts";
import { findingsText } from "./findings-text.ts";
import { showMoment } from "./moment.ts";
import type { Screen } from "./screen.ts";
import { shownValue } from "./shown-value.ts";
import { readableWidth, wrapped } from "./wrapped.ts";

/** What a run would do with the record and what it would say, and each field with what it was made from. */
export function explanationText(
  flow: string,
  { from, to, id, picked, action, said, carried, fields, findings, problem }: Explanation,
  screen: Screen,
): string {
  const { bold, dim, red, yellow } = screen.colours;
  const kinds = [from, to].map(({ side, kind }) => bold(forLine(`${side}/${kind}`)));
  const lines = [
    `${kinds[0]} ${forLine(id)} ${dim("->")} ${kinds[1]}  ${dim(forLine(flow))}`,
    ...findingsText(findings, screen.colours),
  ];
  if (problem !== undefined) lines.push(red(forSentence(problem)));
  for (const one of carried) lines.push(...carriedLines(one, id, `${to.side}/${to.kind}`, screen));
  if (!picked && carried.length === 0)
    lines.push(yellow("The flow would not take it as it stands now (pick); this is what it would make of it."));
  // What is done and not picked any more is left alone.
  if (action !== undefined && (picked || carried.length === 0)) lines.push(`A run would: ${forLine(action)}`);
  for (const { text, advice, span } of said)
    lines.push(
      `${red(forSentence(text))} ${dim(forLine(placeOf(span)))}`,
      ...(advice === undefined ? [] : [`  ${forSentence(advice)}`]),
    );
  const unexplained = carried.flatMap(({ unexplained }) => unexplained);
  if (unexplained.length > 0) lines.push("", "Sent, and made by no line today:");
  for (const { path, value } of unexplained) lines.push(`  ${forLine(path)}  ${shownValue(value)}`);
  return [...lines, "", ...fieldLines(fields, screen)].join("\n");
}

const VALUES: Readonly<Record<Carried["values"], string>> = {
  sent: "The values are those that were sent; the lines are those that make them today, from the record as it is now.",
  same: "What was sent has been pruned from the store. The values are worked out anew, and their hash says that they are those that were sent.",
  changed:
    "What was sent has been pruned from the store. The values are worked out anew, and not all of them are those that were sent.",
  found: "It was there already, and nothing was sent. The values are worked out anew.",
};

function carriedLines({ item, at, timezone, target, values }: Carried, id: string, kind: string, screen: Screen) {
  const { green, dim } = screen.colours;
  const what = item === id ? "It was carried" : `${forLine(item)} was carried`;
  return [
    green(`${what} on ${showMoment(at, timezone)}, as ${forLine(`${kind} ${target ?? "?"}`)}.`),
    ...wrapped(VALUES[values], readableWidth(screen.width), "").map(dim),
  ];
}
