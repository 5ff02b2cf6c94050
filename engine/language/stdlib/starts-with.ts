import { BOOL } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aText } from "./kinds.ts";
import { asText } from "./read.ts";

export const startsWith: StandardFunction = {
  name: "startsWith",
  signature: "startsWith(text, part)",
  says: "Whether the text begins with the part; an absent text does not.",
  examples: [{ write: 'startsWith("RF18", "RF")', gives: true }],
  takes: [
    { name: "text", is: aText, absent: "taken" },
    { name: "part", is: aText, absent: "refused" },
  ],
  gives: () => BOOL,
  apply: (call, text, part) => typeof text === "string" && text.startsWith(asText(part, call)),
};
