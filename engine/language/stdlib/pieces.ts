import { listOf, TEXT } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aText, aWholeNumber } from "./kinds.ts";
import { asText, asWhole } from "./read.ts";
import { split } from "./split.ts";

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
