import type { SyntaxCodes } from "../../source/codes.ts";
import { saidOfPattern } from "./patterns.ts";
import { didYouMean, type SentencesOf } from "./sentence.ts";

export const syntaxSentences: SentencesOf<SyntaxCodes> = {
  "expression-empty": () => "an expression was expected here",
  "expression-too-long": (facts) =>
    `an expression of ${facts.length} characters; at most ${facts.limit} are read. Name its parts under \`let\``,
  "expression-too-deep": (facts) =>
    `an expression nested more than ${facts.limit} levels deep. Name its parts under \`let\``,
  "character-unknown": (facts) => `\`${facts.found}\` has no meaning in an expression`,
  "sign-foreign": (facts) => `${facts.found} of other languages; here one writes ${facts.write}`,
  "sign-missing": ({ missing, found }) => {
    if (found === "") return `\`${missing}\` is missing at the end`;
    const message = `\`${missing}\` is missing before \`${found}\``;
    return missing === ")" ? [message, `arguments are separated by commas; a text is quoted: "${found}"`] : message;
  },
  "text-open": () => "this text has no closing quote",
  "escape-unknown": (facts) => `\`${facts.escape}\` is no escape; there are \\n, \\t, \\" and \\\\`,
  "value-missing": (facts) =>
    `a value is missing${facts.after === "" ? "" : ` after \`${facts.after}\``}${facts.found === "" ? "" : `; \`${facts.found}\` stands here`}`,
  "condition-first": () => "the value stands before its condition: value if condition else other",
  "name-missing": () => "the name of a field is missing after the dot",
  "test-missing": () => "`is` needs what to test for: present, absent, integer, decimal, date, email or iban",
  "test-unknown": ({ found, nearest }) => [
    `\`is ${found}\` is no test; there are present, absent, integer, decimal, date, email and iban${didYouMean(nearest)}`,
    ...(found === "null" || found === "empty"
      ? ["write `is absent`: null, blank texts and empty lists are absent too"]
      : []),
  ],
  "pattern-missing": () => '`matches` needs a quoted pattern, e.g. matches "^[0-9]+$"',
  "pattern-invalid": saidOfPattern,
  "holes-unwanted": () => "a text that is compared arm by arm has no {holes}",
  "call-on-value": (facts) =>
    facts.name === ""
      ? "only a function can be called"
      : `values have no methods; write \`${facts.name}(…)\` with the value between the parentheses`,
  leftover: ({ found }) => [`the expression is complete before \`${found}\``, leftoverHint(found)],
  "hole-open": () => "this `{` is never closed; a brace as a character is written {{",
  "hole-empty": () => "there is nothing between the braces; a brace as a character is written {{ or }}",
  "brace-lonely": () => "this `}` closes nothing; a brace as a character is written }}",
  "each-unreadable": (facts) => `\`${facts.found}\` was found; expected is a name and a list, e.g. \`row in rows\``,
  "need-unreadable": (facts) =>
    `\`${facts.found}\` was found; expected is a register and a record, e.g. \`customers for customer\``,
  "linked-unreadable": () =>
    "expected is `linked with` a record `in` a register, e.g. `linked with line.project in projects`",
  "lookup-unreadable": (facts) =>
    `\`${facts.found}\` is no look-up; expected is e.g. \`shop/country by .name == country\`, \`all shop/project by .isActive\`, \`linked with customer in customers\` or \`document finvoice\``,
};

function leftoverHint(found: string): string {
  if (found === ")" || found === "]" || found === "}") return `nothing was opened that \`${found}\` could close`;
  if (found === "else") return "`else` follows `value if condition`";
  if (found === ",") return "a comma stands between the arguments of a function and between the arms of `match` only";
  return `an operator or \`else\` is missing before it; a text is quoted: "${found}"`;
}
