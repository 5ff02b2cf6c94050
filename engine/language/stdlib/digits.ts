import { TEXT } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aText } from "./kinds.ts";
import { asText } from "./read.ts";

export const digits: StandardFunction = {
  name: "digits",
  signature: "digits(text)",
  says: "The digits of the text and nothing else.",
  examples: [{ write: 'digits("556677-8899")', gives: "5566778899" }],
  takes: [{ name: "text", is: aText, absent: "passes" }],
  gives: ([type = TEXT]) =>
    type.kind === "text" && type.maxLength !== undefined ? { kind: "text", maxLength: type.maxLength } : TEXT,
  apply: (call, text) => asText(text, call).replace(/[^0-9]/g, ""),
};
