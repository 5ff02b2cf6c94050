import { TEXT } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aText, aWholeNumber } from "./kinds.ts";
import { asText, asWhole } from "./read.ts";
import { split } from "./split.ts";

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
