import type { Code, FactsOf } from "../../source/codes.ts";

/** What is wrong; where the facts show it, with the hints what would be right. */
export type Sentence = string | readonly [message: string, ...hints: string[]];

/** What is said of each of these codes, made of its facts: what was found, what was expected, and what is near. */
export type SentencesOf<Codes> = { readonly [C in keyof Codes & Code]: (facts: FactsOf<C>) => Sentence };

export function didYouMean(nearest: string | undefined): string {
  return nearest === undefined ? "" : `. Did you mean \`${nearest}\`?`;
}

export function listed(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(", ");
}
