import type { NameCodes } from "../../source/codes.ts";
import { didYouMean, type SentencesOf } from "./sentence.ts";

export const nameSentences: SentencesOf<NameCodes> = {
  "name-unknown": (facts) => `there is no \`${facts.name}\` here${didYouMean(facts.nearest)}`,
  "name-hides": (facts) => `\`${facts.name}\` is the name of something else here already; choose another name`,
  "name-reserved": (facts) => `\`${facts.name}\` cannot be used as a name`,
  "function-unknown": (facts) => `there is no function \`${facts.name}\`${didYouMean(facts.nearest)}`,
  "function-uncalled": (facts) => `\`${facts.name}\` is a function; it is written ${facts.signature}`,
  "word-unknown": (facts) => `\`${facts.word}\` is not one of the words of ${facts.list}${didYouMean(facts.nearest)}`,
  "word-or-field": ({ word, list, type, record }) => [
    `\`${word}\` is a word of ${list}, and ${record === undefined ? "a name of this mapping" : "a field"} (${type}) has the same name`,
    `the word is written "${word}"`,
    ...(record === undefined ? [] : [`the field is written ${record}.${word}`]),
  ],
  "word-without-list": (facts) =>
    `\`${facts.word}\` is neither a field nor a name here, and ${facts.expected} is expected${didYouMean(facts.nearest)}`,
  "field-unknown": (facts) => `${facts.of} has no field \`${facts.field}\`${didYouMean(facts.nearest)}`,
  "field-of-list": ({ list, field }) => [
    `\`${list}\` is a list; \`${field}\` is a field of one of its records`,
    `of the first: first(${list}).${field}`,
    `of all: join(", ", r.${field} for r in ${list})`,
  ],
  "field-of-value": (facts) => `${facts.type} has no fields, so \`.${facts.field}\` says nothing`,
  "candidate-outside": (facts) => `\`.${facts.field}\` is a field of the record looked for; here nothing is looked for`,
  "generator-outside": () =>
    "`… for name in list` stands between the parentheses of a function such as sum, first, any, count or list",
  "list-outside": () => "a list in brackets stands after `in` only; elsewhere it is written list(…)",
};
