import { countCharacters } from "../../value/characters.ts";
import { isPresent } from "../../value/equality.ts";
import type { Value } from "../../value/value.ts";
import type { StandardFunction } from "../types/function.ts";
import { BOOL, INTEGER, listOf, optional, TEXT } from "../types/type-relations.ts";
import { aText, aWholeNumber, printable } from "./kinds.ts";
import { asText, asWhole, printed } from "./read.ts";
import { split } from "./split.ts";

export const join: StandardFunction = {
  name: "join",
  signature: "join(separator, parts…)",
  says: "The parts in one text with the separator between them; parts that are absent or blank are left out. Absent when none is left.",
  examples: [
    { write: 'join(" / ", "Ann", "", "Bo")', gives: "Ann / Bo" },
    { write: 'join(", ", n for n in list(1, 2))', gives: "1, 2" },
  ],
  takes: [
    { name: "separator", is: aText, absent: "refused" },
    { name: "parts", is: printable, absent: "taken", rest: true, generator: "values" },
  ],
  gives: (types) => (types.length > 1 ? { kind: "optional", of: TEXT } : TEXT),
  apply: (call, separator, ...parts) => {
    const between = asText(separator, call);
    let text: string | undefined;
    for (const part of parts) text = joined(text, between, part);
    return text;
  },
};

/** The text with one more part, or one more for each entry of a list. */
export function joined(text: string | undefined, between: string, part: Value): string | undefined {
  if (typeof part === "string") {
    if (!isPresent(part)) return text;
    return text === undefined ? part : text + between + part;
  }
  if (Array.isArray(part)) {
    // A list within a list is no part.
    let all = text;
    for (const item of part as readonly Value[])
      if (isPresent(item)) all = all === undefined ? printed(item) : all + between + printed(item);
    return all;
  }
  if (!isPresent(part)) return text;
  return text === undefined ? printed(part) : text + between + printed(part);
}

export const cut: StandardFunction = {
  name: "cut",
  signature: "cut(text, length)",
  says: "The first characters of the text, at most so many. What is left over is rest(text, length).",
  examples: [{ write: 'cut("Helsinki", 3)', gives: "Hel" }],
  takes: [
    { name: "text", is: aText, absent: "passes" },
    { name: "length", is: aWholeNumber, absent: "refused" },
  ],
  gives: (_, [, length]) => (typeof length === "number" ? { kind: "text", maxLength: length } : TEXT),
  apply: (call, text, length) => split(asText(text, call), asWhole(length, call))[0],
};

export const rest: StandardFunction = {
  name: "rest",
  signature: "rest(text, length)",
  says: "What cut(text, length) leaves over; absent when it leaves nothing.",
  examples: [
    { write: 'rest("Helsinki", 3)', gives: "sinki" },
    { write: 'rest("Hel", 3)', gives: undefined },
  ],
  takes: [
    { name: "text", is: aText, absent: "passes" },
    { name: "length", is: aWholeNumber, absent: "refused" },
  ],
  gives: () => optional(TEXT),
  apply: (call, text, length) => split(asText(text, call), asWhole(length, call))[1] || undefined,
};

export const pieces: StandardFunction = {
  name: "pieces",
  signature: "pieces(text, length, most)",
  says: "The text in pieces of at most so many characters, and at most so many pieces; a text without content gives none. What does not fit into the pieces refuses the record.",
  examples: [{ write: 'pieces("Helsinki", 3, 5)', gives: ["Hel", "sin", "ki"] }],
  takes: [
    { name: "text", is: aText, absent: "taken" },
    { name: "length", is: aWholeNumber, absent: "refused" },
    { name: "most", is: aWholeNumber, absent: "refused" },
  ],
  gives: (_, [, length]) => listOf(typeof length === "number" ? { kind: "text", maxLength: length } : TEXT),
  apply: (call, text, length, most) => {
    if (text === undefined || text === null) return [];
    const size = asWhole(length, call);
    if (size < 1) return call.fault("out-of-range", { problem: "pieces() needs a length of at least 1" });
    const found: string[] = [];
    for (let left = asText(text, call).trim(); left !== ""; ) {
      const [piece, rest] = split(left, size);
      if (piece === "" || found.length >= asWhole(most, call)) {
        return call.fault("out-of-range", {
          problem: `the text does not fit into ${asWhole(most, call)} pieces of ${size} characters`,
        });
      }
      found.push(piece);
      left = rest;
    }
    return found;
  },
};

export const line: StandardFunction = {
  name: "line",
  signature: "line(text, number)",
  says: "One line of the text, counted from 1, without white space around it; absent when there is no such line or it is blank.",
  examples: [
    { write: 'line("Katu 1\\nPL 5", 2)', gives: "PL 5" },
    { write: 'line("Katu 1", 2)', gives: undefined },
  ],
  takes: [
    { name: "text", is: aText, absent: "passes" },
    { name: "number", is: aWholeNumber, absent: "refused" },
  ],
  gives: () => optional(TEXT),
  apply: (call, text, number) =>
    asText(text, call)
      .split(/\r\n|\r|\n/)
      [asWhole(number, call) - 1]?.trim() || undefined,
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
    return piece === "" ? asText(text, call) : asText(text, call).replaceAll(piece, () => asText(other, call));
  },
};

export const startsWith: StandardFunction = {
  name: "startsWith",
  signature: "startsWith(text, part)",
  says: "Whether the text begins with the part; an absent text does not.",
  examples: [{ write: 'startsWith("RF18", "RF")', gives: true }],
  takes: [
    { name: "text", is: aText, absent: "taken" },
    { name: "part", is: aText, absent: "refused" },
  ],
  gives: () => BOOL,
  apply: (call, text, part) => typeof text === "string" && text.startsWith(asText(part, call)),
};

export const endsWith: StandardFunction = {
  name: "endsWith",
  signature: "endsWith(text, part)",
  says: "Whether the text ends with the part; an absent text does not.",
  examples: [{ write: 'endsWith("invoice.pdf", ".pdf")', gives: true }],
  takes: [
    { name: "text", is: aText, absent: "taken" },
    { name: "part", is: aText, absent: "refused" },
  ],
  gives: () => BOOL,
  apply: (call, text, part) => typeof text === "string" && text.endsWith(asText(part, call)),
};

export const contains: StandardFunction = {
  name: "contains",
  signature: "contains(text, part)",
  says: "Whether the part occurs in the text; in an absent text nothing does.",
  examples: [{ write: 'contains("Acme Oy", "Oy")', gives: true }],
  takes: [
    { name: "text", is: aText, absent: "taken" },
    { name: "part", is: aText, absent: "refused" },
  ],
  gives: () => BOOL,
  apply: (call, text, part) => typeof text === "string" && text.includes(asText(part, call)),
};

export const before: StandardFunction = {
  name: "before",
  signature: "before(text, part)",
  says: "What stands before the first occurrence of the part; the whole text when it does not occur.",
  examples: [
    { write: 'before("Ann Berg", " ")', gives: "Ann" },
    { write: 'before("Ann", " ")', gives: "Ann" },
  ],
  takes: [
    { name: "text", is: aText, absent: "passes" },
    { name: "part", is: aText, absent: "refused" },
  ],
  gives: () => TEXT,
  apply: (call, text, part) => {
    const at = asText(text, call).indexOf(asText(part, call));
    return at < 0 ? asText(text, call) : asText(text, call).slice(0, at);
  },
};

export const after: StandardFunction = {
  name: "after",
  signature: "after(text, part)",
  says: "What stands after the first occurrence of the part; absent when it does not occur.",
  examples: [
    { write: 'after("Ann Berg", " ")', gives: "Berg" },
    { write: 'after("Ann", " ")', gives: undefined },
  ],
  takes: [
    { name: "text", is: aText, absent: "passes" },
    { name: "part", is: aText, absent: "refused" },
  ],
  gives: () => optional(TEXT),
  apply: (call, text, part) => {
    const [whole, piece] = [asText(text, call), asText(part, call)];
    const at = whole.indexOf(piece);
    return at < 0 ? undefined : whole.slice(at + piece.length);
  },
};

export const length: StandardFunction = {
  name: "length",
  signature: "length(text)",
  says: "How many characters the text has (as the limits count them: an emoji is one).",
  examples: [{ write: 'length("Oy")', gives: 2 }],
  takes: [{ name: "text", is: aText, absent: "passes" }],
  gives: () => INTEGER,
  apply: (call, text) => countCharacters(asText(text, call)),
};
