import { BOOL } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aText } from "./kinds.ts";
import { asText } from "./read.ts";

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
