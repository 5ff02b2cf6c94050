import { optional, TEXT } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aText, aWholeNumber } from "./kinds.ts";
import { asText, asWhole } from "./read.ts";
import { split } from "./split.ts";

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
