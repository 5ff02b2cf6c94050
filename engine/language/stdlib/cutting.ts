import { countCharacters } from "../../value/characters.ts";
import type { StandardFunction } from "../types/function.ts";
import { INTEGER, listOf, optional, TEXT } from "../types/type-relations.ts";
import { asText, asWhole } from "./arguments.ts";
import { aText, aWholeNumber } from "./kinds.ts";

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

export const length: StandardFunction = {
  name: "length",
  signature: "length(text)",
  says: "How many characters the text has (as the limits count them: an emoji is one).",
  examples: [{ write: 'length("Oy")', gives: 2 }],
  takes: [{ name: "text", is: aText, absent: "passes" }],
  gives: () => INTEGER,
  apply: (call, text) => countCharacters(asText(text, call)),
};

/** The text before and after so many characters, counted as limits count them. */
function split(text: string, length: number): readonly [string, string] {
  if (length <= 0) return ["", text];
  if (text.length <= length) return [text, ""];
  if (countCharacters(text) === text.length) return [text.slice(0, length), text.slice(length)];
  const characters = [...text];
  return [characters.slice(0, length).join(""), characters.slice(length).join("")];
}
