import type { StandardFunction } from "../types/function.ts";
import { BOOL } from "../types/type-relations.ts";
import { asText } from "./arguments.ts";
import { aText } from "./kinds.ts";

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
