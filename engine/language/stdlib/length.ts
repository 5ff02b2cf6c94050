import { countCharacters } from "../../value/characters.ts";
import { INTEGER } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aText } from "./kinds.ts";
import { asText } from "./read.ts";

export const length: StandardFunction = {
  name: "length",
  signature: "length(text)",
  says: "How many characters the text has (as the limits count them: an emoji is one).",
  examples: [{ write: 'length("Oy")', gives: 2 }],
  takes: [{ name: "text", is: aText, absent: "passes" }],
  gives: () => INTEGER,
  apply: (call, text) => countCharacters(asText(text, call)),
};
