import type { Hint } from "../../source/hints.ts";

/** The sentence of a hint, in English. */
export function hintText(hint: Hint): string {
  const sentence = hintSentences[hint.hint] as (facts: Hint) => string;
  return sentence(hint);
}

export const hintSentences: { readonly [H in Hint["hint"]]: (facts: Extract<Hint, { hint: H }>) => string } = {
  "did-you-mean": ({ nearest }) => `did you mean "${nearest}"?`,
  keys: ({ keys }) => (keys.length === 1 ? `only ${keys[0]} may stand here` : `there are ${keys.join(", ")}`),
  words: ({ words }) => {
    const shown = words.slice(0, MOST_WORDS).join(", ");
    return words.length > MOST_WORDS ? `there are ${words.length}, among them ${shown}` : `there are ${shown}`;
  },
  fields: ({ fields }) => `it has ${fields.join(", ")}`,
  "fields-that-fit": ({ fields }) => `a field of it fits: ${fields.slice(0, 4).join(", ")}`,
  write: ({ expression }) => `write ${expression}`,
  quote: ({ text }) => `a text is quoted: "${text}"`,
  "no-quotes": ({ date }) => `a date is written without quotes: ${date}`,
  "one-or-joined": ({ list }) => `take one of it: first(${list}), or join them: join(", ", ${list})`,
  "list-of-one": ({ item }) => `make a list of it: list(${item})`,
  "word-of-text": ({ text, list }) => `write enum(${text}), which refuses a text that is no word of ${list}`,
  "word-to-word": ({ text, words }) => {
    const arms = words.slice(0, 2).map((word) => `${word} => …`);
    return `say which word becomes which: match ${text} { ${arms.join(", ")}, … }`;
  },
  "count-days": ({ date }) => `days are counted with addDays(${date}, 14) and daysBetween(${date}, …)`,
  sum: ({ list }) => `add the entries up: sum(${list})`,
  "ask-table": ({ table, key }) => `a table is asked with brackets: ${table}["${key}"]`,
  "ask-word": ({ text, word }) => `to ask which word it is: ${text} == ${word}`,
};

/** More words of a list than these help nobody. */
const MOST_WORDS = 12;
