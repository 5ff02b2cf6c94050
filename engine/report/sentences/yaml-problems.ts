import type { YamlProblem } from "../../source/yaml-problem.ts";
import type { Sentence } from "./sentence.ts";

/** What is said of a text that is not YAML as we read it. */
export function saidOfYaml(facts: YamlProblem): Sentence {
  const sentence = yamlProblems[facts.problem] as (facts: YamlProblem) => Sentence;
  return sentence(facts);
}

const BLOCK = "Put the whole expression on the line below, indented, behind a key that ends in |";

export const yamlProblems: {
  readonly [P in YamlProblem["problem"]]: (facts: Extract<YamlProblem, { problem: P }>) => Sentence;
} = {
  "tab-in-indent": () => [
    "a tab stands in the indent of this line",
    "YAML indents with spaces only: replace the tab by two.",
  ],
  "quote-open": ({ quote }) => [
    `this ${quote} opens a text that is never closed`,
    `Put a ${quote} where the text ends.`,
  ],
  "escape-unknown": (facts) => [
    `${facts.escape} means nothing in a text in double quotes`,
    `Write \\${facts.escape} for the backslash itself, or put the text in single quotes.`,
  ],
  "behind-quote": ({ rest, key, template }) => [
    `a value that begins with a quote ends at the closing quote; ${show(rest)} stands behind it`,
    ...(template === undefined ? [] : [`To join texts, use a hole: ${template}`]),
    `${BLOCK}: ${key} |`,
  ],
  "list-on-key-line": ({ item }) => [
    'a list cannot begin on the line of its key, and "- " begins a list',
    `To negate, leave out the space: -${item}`,
    'To begin a list, put "- " on a line of its own.',
  ],
  "behind-block-mark": ({ sign, rest }) => [
    `a value that begins with ${sign} is a block, whose text stands on the lines below`,
    `Move ${show(rest)} to the next line, indented.`,
    ...(sign === ">" ? ["If a comparison is meant, write what is compared before the >."] : []),
  ],
  "value-start": ({ sign, date }) => [
    `a value cannot begin with ${sign}`,
    ...(date !== undefined
      ? [`A date is written as it is: ${date}`]
      : sign === "`"
        ? ["A text is written in double quotes, with {holes} for values."]
        : []),
  ],
  "question-mark": ({ rule }) => [
    '"? :" cannot stand in a value, since ": " ends a key',
    /^["']/.test(rule) ? `${BLOCK}: ${rule}` : `Write: ${rule}`,
  ],
  "deeper-than-key": ({ above }) => [
    `this line is indented deeper than ${show(above)} above it, which has a value already`,
    "Indent it like the line above, or remove the value there.",
  ],
  "colon-twice": ({ inMatch }) => [
    'a second ": " stands on this line, and ": " ends a key',
    inMatch ? "In match, write => between a case and its value." : 'A text that holds ": " needs quotes.',
  ],
  "bracket-in-flow": ({ sign }) => [
    `inside { } and [ ] a value cannot hold ${sign}`,
    "Write the value on a line of its own, outside { } and [ ].",
  ],
  "bracket-open": ({ open, close }) => `${close} is missing before this: a ${open} above is still open`,
  "closes-nothing": ({ sign }) => `this ${sign} closes nothing that was opened`,
  "indent-differs": ({ beside, indent }) => [
    `this line is not indented like the other ${beside} beside it`,
    `Indent it like the first of them; it has ${indent} ${indent === 1 ? "space" : "spaces"} now.`,
  ],
  "item-among-keys": () => 'a "-" item stands among keys; it belongs below a key that has no other value',
  "key-among-items": () => 'a key stands among "-" items of the same indent',
  "behind-value": ({ rest, quoted }) => [
    `${show(rest)} stands behind a value that is complete already`,
    ...(quoted ? [`${BLOCK}.`] : []),
  ],
  "no-key": ({ text, spaced }) => [
    `${show(text)} is neither a key with ": " nor part of the value above`,
    ...(spaced === undefined ? [] : [`A space belongs behind the colon: ${spaced}`]),
  ],
  "other-version": () => "a %YAML line is not used in these files; they are YAML 1.2",
  "key-no-word": () => "a key is one word or text, not a list or a map",
  "key-missing": () => "a key is missing before this colon",
  unread: ({ words }) => `this is not YAML: ${words.charAt(0).toLowerCase()}${words.slice(1)}`,
};

function show(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 39)}…` : text;
  return short.includes('"') ? `\`${short}\`` : `"${short}"`;
}
