import { forSentence } from "../value/cleaned.ts";
import type { Finding } from "../work/set-up/finding.ts";
import type { Colours } from "./screen.ts";

/** One line for what is wrong and one for what to do about it. */
export function findingsText(findings: readonly Finding[], colours: Colours): readonly string[] {
  const paint = { error: colours.red, warning: colours.yellow, note: colours.cyan };
  return findings.flatMap(({ level, text, advice }) => [
    `  ${paint[level](level)} ${forSentence(text)}`,
    ...(advice === undefined ? [] : [colours.dim(`        ${forSentence(advice)}`)]),
  ]);
}
