import { TEXT } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aText } from "./kinds.ts";
import { asText } from "./read.ts";

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
