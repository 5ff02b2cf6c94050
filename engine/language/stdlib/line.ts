import { optional, TEXT } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aText, aWholeNumber } from "./kinds.ts";
import { asText, asWhole } from "./read.ts";

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
