import type { Explanation } from "../review/explain.ts";
import { placeOf } from "../source/place.ts";
import { forLine, forSentence } from "../value/cleaned.ts";
import { fieldLines } from "./explained-fields.ts";
import { findingsText } from "./findings-text.ts";
import type { Screen } from "./screen.ts";

/** What a run would do with the record and what it would say, and each field with what it was made from. */
export function explanationText(
  flow: string,
  { from, to, id, picked, action, said, fields, findings, problem }: Explanation,
  screen: Screen,
): string {
  const { bold, dim, red, yellow } = screen.colours;
  const kinds = [from, to].map(({ side, kind }) => bold(forLine(`${side}/${kind}`)));
  const lines = [
    `${kinds[0]} ${forLine(id)} ${dim("->")} ${kinds[1]}  ${dim(forLine(flow))}`,
    ...findingsText(findings, screen.colours),
  ];
  if (problem !== undefined) lines.push(red(forSentence(problem)));
  if (!picked)
    lines.push(yellow("The flow would not take it as it stands now (pick); this is what it would make of it."));
  if (action !== undefined) lines.push(`A run would: ${forLine(action)}`);
  for (const { text, advice, span } of said)
    lines.push(
      `${red(forSentence(text))} ${dim(forLine(placeOf(span)))}`,
      ...(advice === undefined ? [] : [`  ${forSentence(advice)}`]),
    );
  return [...lines, "", ...fieldLines(fields, screen)].join("\n");
}
