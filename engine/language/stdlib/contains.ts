import { BOOL } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aText } from "./kinds.ts";
import { asText } from "./read.ts";

export const contains: StandardFunction = {
  name: "contains",
  signature: "contains(text, part)",
  says: "Whether the part occurs in the text; in an absent text nothing does.",
  examples: [{ write: 'contains("Acme Oy", "Oy")', gives: true }],
  takes: [
    { name: "text", is: aText, absent: "taken" },
    { name: "part", is: aText, absent: "refused" },
  ],
  gives: () => BOOL,
  apply: (call, text, part) => typeof text === "string" && text.includes(asText(part, call)),
};
