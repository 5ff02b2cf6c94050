import { LONGEST_TEXT, TextFault } from "../../value/long-text.ts";
import type { StandardFunction } from "../types/function.ts";
import { TEXT } from "../types/type-relations.ts";
import { asText } from "./arguments.ts";
import { aText } from "./kinds.ts";

export const upper: StandardFunction = {
  name: "upper",
  signature: "upper(text)",
  says: "The text in capital letters.",
  examples: [{ write: 'upper("fi")', gives: "FI" }],
  takes: [{ name: "text", is: aText, absent: "passes" }],
  gives: () => TEXT,
  apply: (call, text) => asText(text, call).toUpperCase(),
};

export const lower: StandardFunction = {
  name: "lower",
  signature: "lower(text)",
  says: "The text in small letters.",
  examples: [{ write: 'lower("FI")', gives: "fi" }],
  takes: [{ name: "text", is: aText, absent: "passes" }],
  gives: () => TEXT,
  apply: (call, text) => asText(text, call).toLowerCase(),
};

export const trim: StandardFunction = {
  name: "trim",
  signature: "trim(text)",
  says: "The text without white space at its ends.",
  examples: [{ write: 'trim("  Oy ")', gives: "Oy" }],
  takes: [{ name: "text", is: aText, absent: "passes" }],
  gives: ([type = TEXT]) =>
    type.kind === "text" && type.maxLength !== undefined ? { kind: "text", maxLength: type.maxLength } : TEXT,
  apply: (call, text) => asText(text, call).trim(),
};

export const digits: StandardFunction = {
  name: "digits",
  signature: "digits(text)",
  says: "The digits of the text and nothing else.",
  examples: [{ write: 'digits("556677-8899")', gives: "5566778899" }],
  takes: [{ name: "text", is: aText, absent: "passes" }],
  gives: ([type = TEXT]) =>
    type.kind === "text" && type.maxLength !== undefined ? { kind: "text", maxLength: type.maxLength } : TEXT,
  apply: (call, text) => asText(text, call).replace(/[^0-9]/g, ""),
};

export const replace: StandardFunction = {
  name: "replace",
  signature: "replace(text, part, other)",
  says: "The text with every occurrence of a part replaced by another text, character by character, not as a pattern.",
  examples: [{ write: 'replace("12.34.5", ".", "")', gives: "12345" }],
  takes: [
    { name: "text", is: aText, absent: "passes" },
    { name: "part", is: aText, absent: "refused" },
    { name: "other", is: aText, absent: "refused" },
  ],
  gives: () => TEXT,
  apply: (call, text, part, other) => {
    const piece = asText(part, call);
    const pieces = piece === "" ? [asText(text, call)] : asText(text, call).split(piece);
    return joinedShortly(pieces, asText(other, call));
  },
};

/** Not even begun where the text would be too long. */
function joinedShortly(pieces: readonly string[], between: string): string {
  const length = pieces.reduce((sum, piece) => sum + piece.length + between.length, -between.length);
  if (length > LONGEST_TEXT) throw new TextFault(`the text has more than ${LONGEST_TEXT} characters`);
  return pieces.join(between);
}
