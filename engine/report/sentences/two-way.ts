import type { TwoWayCodes } from "../../source/codes.ts";
import { listed, type SentencesOf } from "./sentence.ts";

export const twoWaySentences: SentencesOf<TwoWayCodes> = {
  "between-two": (facts) =>
    `a register stands between two systems; ${facts.found === 1 ? "1 is named" : `${facts.found} are named`}`,
  "part-not-record": (facts) => `the part ${facts.part} must be a record of its side, e.g. first(a for a in …)`,
  "route-missing": (facts) => `${facts.side} has several registers; \`route\` must say which of them gets a new item`,
  "row-empty": (facts) => `a row names a field of ${facts.sides.join(" and of ")}`,
  "row-one-column": (facts) => `this row has one column, so it must say what goes there: \`to ${facts.name}\``,
  "row-to-without-column": (facts) => `\`to ${facts.name}\` has no column: name the field of ${facts.name}`,
  "row-conversions": (facts) => `a row converts in one way, not by ${facts.keys.join(" and ")}`,
  "row-types": (facts) =>
    `${facts.from} is ${facts.fromType} and ${facts.into} is ${facts.intoType}; say how one becomes the other with \`as\`, \`pairs\`, \`through\` or \`to\``,
  "row-lines": () => "several fields take one text only with `as: lines`",
  "as-no-reference": (facts) =>
    `\`as: ${facts.as}\` takes a field of a referred record, and neither side refers to one`,
  "as-type": (facts) => `\`as: ${facts.as}\` is for ${facts.wants}, and this is ${facts.found}`,
  "pair-twice": (facts) => `${facts.word} stands in another pair already`,
  "pairs-missing": (facts) => `${facts.field} may also be ${listed(facts.missing)}, for which there is no pair`,
};
