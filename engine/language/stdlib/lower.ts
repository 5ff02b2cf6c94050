import { TEXT } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aText } from "./kinds.ts";
import { asText } from "./read.ts";

export const lower: StandardFunction = {
  name: "lower",
  signature: "lower(text)",
  says: "The text in small letters.",
  examples: [{ write: 'lower("FI")', gives: "fi" }],
  takes: [{ name: "text", is: aText, absent: "passes" }],
  gives: () => TEXT,
  apply: (call, text) => asText(text, call).toLowerCase(),
};
