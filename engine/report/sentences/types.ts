import type { TypeCodes } from "../../source/codes.ts";
import { listed, type SentencesOf } from "./sentence.ts";

export const typeSentences: SentencesOf<TypeCodes> = {
  "type-differs": (facts) => `this is ${facts.found}; expected is ${facts.expected}`,
  "branches-differ": (facts) => `one case gives ${facts.first}, another ${facts.second}`,
  "else-missing": () => [
    "`else` is missing: what holds when the condition does not?",
    "`else omit` leaves the field alone, `else empty` clears it",
  ],
  "condition-number": ({ text, number }) => [
    `\`${text}\` is a number, and a condition is true or false: 0 would be neither`,
    `is it there: ${text} is present`,
    `is it other than zero: ${number} != 0`,
  ],
  "condition-type": (facts) =>
    `this is ${facts.found}; a condition is true or false, or a test whether something is there`,
  "condition-always": (facts) => `\`${facts.text}\` is always there, so the condition always holds`,
  "condition-useless": (facts) => `\`${facts.text}\` is ${facts.holds ? "always" : "never"} true here`,
  "may-be-absent": ({ text, need, substitute, named }) => [
    `\`${text}\` may be absent, and ${need} needs it`,
    `say what counts instead: (${text} ?? ${substitute})`,
    ...(named
      ? [
          `use it only when it is there: … if ${text} is present else omit`,
          `refuse the record without it: \`refuse: - when: ${text} is absent\``,
        ]
      : []),
  ],
  "order-may-fail": ({ text }) => [
    `\`${text}\` may be absent; then the comparison fails and the record is refused`,
    `say what counts instead: ${text} ?? …, or ask first: ${text} is present and …`,
  ],
  "compare-types": (facts) => `${facts.left} and ${facts.right} are never equal`,
  "compare-chained": () => "comparisons do not chain; join them with `and`: a < b and b < c",
  "compare-nothing": ({ word, other, test }) => [`nothing is equal to \`${word}\``, `write ${other} is ${test}`],
  "order-types": (facts) => `${facts.left} and ${facts.right} have no order between them`,
  "in-needs-list": ({ found, text }) => [
    `after \`in\` stands a list, and this is ${found}`,
    `write == to compare, or a list: in [${text}]`,
  ],
  "arithmetic-type": (facts) => `\`${facts.op}\` counts with numbers, and this is ${facts.found}`,
  "text-plus": ({ left, right }) => [
    "`+` adds numbers; texts are joined otherwise",
    `write a text with holes: "{…} {…}", or join(" ", ${left}, ${right})`,
  ],
  "money-and-number": ({ op, money }) => [
    `\`${op}\` stands between an amount of money and a plain number`,
    `the amount as a number is ${money}.amount; a number becomes money with money(…, currency)`,
  ],
  "money-and-money": (facts) => `\`${facts.op}\` has no meaning between two amounts of money`,
  "division-by-zero": () => "this divides by zero",
  "coalesce-useless": (facts) => `\`${facts.text}\` is never absent, so what follows \`??\` is never used`,
  "match-type": (facts) => `\`match\` distinguishes words, texts, numbers and true or false; this is ${facts.found}`,
  "match-missing": ({ missing, subject }) => [
    `no arm for ${listed(missing)} of \`${subject}\``,
    `add ${missing.slice(0, 6).join(" | ")}${missing.length > 6 ? " | …" : ""} => …, or \`_ => …\` for all the rest`,
  ],
  "match-rest-missing": (facts) => `${facts.found} has too many values to list; the last arm must be \`_ => …\``,
  "match-arm-twice": (facts) => `\`${facts.pattern}\` has an arm already; this one is never used`,
  "match-arm-unreachable": (facts) =>
    `the arm for \`${facts.pattern}\` is never used: the arms before it cover everything`,
  "matches-type": (facts) => `a pattern is matched against a text, and this is ${facts.found}`,
  "is-type": (facts) => `\`is ${facts.what}\` asks about a text, and this is ${facts.found}`,
  "index-type": (facts) => `a table is asked with a text, a word, a number or a record, and this is ${facts.found}`,
  "index-key": (facts) => `this table is asked with ${facts.expected}, and this is ${facts.found}`,
  "index-of-list": (facts) =>
    `\`${facts.list}\` is a list; its third entry is item(${facts.list}, 3), its first first(${facts.list})`,
  "index-of-value": (facts) => `brackets ask a table, and this is ${facts.found}`,
  "arguments-few": (facts) => `\`${facts.missing}\` is missing: ${facts.signature}`,
  "arguments-many": (facts) => `this is one argument too many: ${facts.signature}`,
  "argument-type": (facts) =>
    `\`${facts.parameter}\` of ${facts.function} is ${facts.expected}, and this is ${facts.found}`,
  "position-of": () =>
    "position() counts the entries of an `each`, so it takes the name given there, e.g. position(row) below `each: row in rows`",
  "enum-without-list": () => "enum() makes a word of a text where a list of words is expected; here none is",
  "nothing-misplaced": (facts) =>
    `\`${facts.word}\` is a result, not a value to go on with; it stands alone or after \`else\`, \`if\` or \`=>\``,
  "date-impossible": (facts) => `there is no ${facts.date} in the calendar`,
};
