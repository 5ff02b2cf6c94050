import { optional, TEXT } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aText } from "./kinds.ts";
import { asText } from "./read.ts";

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
