import { TEXT } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aText } from "./kinds.ts";
import { asText } from "./read.ts";

export const trim: StandardFunction = {
  name: "trim",
  signature: "trim(text)",
  says: "The text without white space at its ends.",
  examples: [{ write: 'trim("  Oy ")', gives: "Oy" }],
  takes: [{ name: "text", is: aText, absent: "passes" }],
  gives: ([type = TEXT]) =>
    type.kind === "text" && type.maxLength !== undefined ? { kind: "text", maxLength: type.maxLength } : TEXT,
  apply: (call, text) => asText(text, call).trim(),
};
