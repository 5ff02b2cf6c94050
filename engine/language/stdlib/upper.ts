import { TEXT } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aText } from "./kinds.ts";
import { asText } from "./read.ts";

export const upper: StandardFunction = {
  name: "upper",
  signature: "upper(text)",
  says: "The text in capital letters.",
  examples: [{ write: 'upper("fi")', gives: "FI" }],
  takes: [{ name: "text", is: aText, absent: "passes" }],
  gives: () => TEXT,
  apply: (call, text) => asText(text, call).toUpperCase(),
};
