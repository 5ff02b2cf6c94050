import type { StandardFunction } from "../types/function.ts";
import { optional, TEXT } from "../types/type-relations.ts";
import { asText, asWhole } from "./arguments.ts";
import { aText, aWholeNumber } from "./kinds.ts";

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
