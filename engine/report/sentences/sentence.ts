import type { Code, FactsOf } from "../../source/codes.ts";

/** A sentence for each of these codes, made of its facts: what was found, what was expected, and what is near. */
export type SentencesOf<Codes> = { readonly [C in keyof Codes & Code]: (facts: FactsOf<C>) => string };

export function didYouMean(nearest: string | undefined): string {
  return nearest === undefined ? "" : `. Did you mean \`${nearest}\`?`;
}

export function listed(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(", ");
}
