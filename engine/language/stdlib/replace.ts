import { TEXT } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aText } from "./kinds.ts";
import { asText } from "./read.ts";

export const replace: StandardFunction = {
  name: "replace",
  signature: "replace(text, part, other)",
  says: "The text with every occurrence of a part replaced by another text, character by character, not as a pattern.",
  examples: [{ write: 'replace("12.34.5", ".", "")', gives: "12345" }],
  takes: [
    { name: "text", is: aText, absent: "passes" },
    { name: "part", is: aText, absent: "refused" },
    { name: "other", is: aText, absent: "refused" },
  ],
  gives: () => TEXT,
  apply: (call, text, part, other) => {
    const piece = asText(part, call);
    return piece === "" ? asText(text, call) : asText(text, call).replaceAll(piece, () => asText(other, call));
  },
};
