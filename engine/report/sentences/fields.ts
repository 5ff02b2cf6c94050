import type { FieldCodes } from "../../source/codes.ts";
import { didYouMean, type SentencesOf } from "./sentence.ts";

export const fieldSentences: SentencesOf<FieldCodes> = {
  "cell-empty": (facts) => `nothing says what goes to ${facts.path}; add \`value\`, \`fields\`, \`each\` or \`ignore\``,
  "cell-twice-valued": (facts) => `a cell has one of these, not several: ${facts.keys.join(", ")}`,
  "fields-of-no-record": (facts) => `${facts.path} is no record, so it has no fields`,
  "each-into-no-list": (facts) => `${facts.path} is no list; it takes one value`,
  "each-of-no-list": (facts) => `after \`in\` stands a list, and this is ${facts.found}`,
  "each-without-entry": (facts) => `nothing says what an entry of ${facts.path} is; add \`fields\` or \`value\``,
  "limit-above-schema": (facts) =>
    `${facts.path} takes ${facts.schema} characters, so a limit of ${facts.limit} is none`,
  "limit-of-no-text": (facts) => `${facts.path} gets no text, so a limit has no meaning`,
  "text-may-be-long": ({ path, limit, longest, value }) => [
    `this text may be longer${longest === undefined ? "" : ` (${longest})`} than the ${limit} characters of ${path}`,
    `say what becomes of a longer text: ${value === undefined ? "over: refuse" : `{ value: ${value}, over: refuse }`}, or over: cut`,
  ],
  "target-required": (facts) => `${facts.record} requires ${facts.field}, and nothing fills it`,
  "target-twice": (facts) => `${facts.field} is filled twice`,
  "field-read-only": (facts) => `${facts.field} of ${facts.record} can only be read`,
  "cell-cycle": (facts) => `these fields need each other: ${facts.fields.join(" -> ")}`,
  "asked-not-filled": (facts) => `${facts.field} of ${facts.record} is not filled here, so it is always absent`,
  "recognise-not-filled": (facts) =>
    `\`${facts.field}\` is not filled here, so nothing can be found by it${didYouMean(facts.nearest)}`,
  "recognise-missing": (facts) =>
    `after a crash nobody can tell whether a document of ${facts.transfer} was made; name the fields that find it: \`recognise by\``,
  "register-without-link": (facts) =>
    `nothing links the records of ${facts.register}: mark the fields that must be equal with \`link: true\`, or say \`match\``,
  "register-links-twice": (facts) =>
    `${facts.register} has \`match: link\` and fields with \`link: true\`; keep one of them`,
  "source-unread": (facts) =>
    `${facts.flow} reads nothing of these fields of ${facts.kind}: ${facts.fields.join(", ")}`,
  "jsonata-used": () => "JSONata is not checked; a rule of our own language would be",
  "step-verb": (facts) =>
    facts.found.length > 1
      ? `a step does one thing, not ${facts.found.join(" and ")}`
      : `a step says what it does: ${facts.verbs.join(", ")}`,
  "rule-without-effect": () => "this rule does nothing; add `write back`, `do`, `say` or `last`",
};
