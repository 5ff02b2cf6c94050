import type { PatternProblem } from "../../source/pattern-problem.ts";
import type { Sentence } from "./sentence.ts";

/** What is said of a text that is no regular expression as they are read here. */
export function saidOfPattern(facts: PatternProblem): Sentence {
  switch (facts.problem) {
    case "looks-around":
      return [
        `a pattern does not look ahead or behind: \`${facts.written}\``,
        'Ask for each thing in a condition of its own: x matches "…" and not (x matches "…")',
      ];
    case "refers-back":
      return [
        `a pattern does not refer back to a group: \`${facts.written}\``,
        "Write out what may stand there, or compare the parts themselves with ==",
      ];
    case "escape-unknown":
      return [
        `\`${facts.written}\` is no escape of a pattern`,
        facts.right === undefined
          ? "A backslash stands before a sign that is meant itself, such as \\. and \\(, and in \\d \\w \\s \\b \\p{L} \\t \\n"
          : `Write ${facts.right}`,
      ];
    case "class-unknown":
      return [
        `\`${facts.written}\` is no class of characters`,
        "Categories are written with their letters, \\p{L} \\p{Lu} \\p{N}, and scripts with their names, \\p{Latin} \\p{Greek}",
      ];
    case "repeated-too-often":
      return [
        `\`${facts.written}\` repeats more than ${facts.limit} times, all repetitions around it included`,
        "Ask for the length in a condition of its own: length(x) <= …",
      ];
    case "too-large":
      return [
        `this pattern has ${facts.size} steps when its repetitions are written out; at most ${facts.limit} are allowed`,
        "Repeat with + or * instead of up to a number, and ask for the length in a condition of its own: length(x) <= …",
      ];
    case "unread":
      return `the pattern cannot be read: ${facts.words}`;
  }
}
