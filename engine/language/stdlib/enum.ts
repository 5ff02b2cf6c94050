import type { StandardFunction } from "./function.ts";
import { aPrintable } from "./kinds.ts";
import { printed } from "./read.ts";

export const enumOf: StandardFunction = {
  name: "enum",
  signature: "enum(text)",
  says: "The text as a word of the list that is expected here; refuses the record when the list has no such word.",
  examples: [],
  takes: [{ name: "text", is: aPrintable, absent: "passes" }],
  gives: () => ({ kind: "fault" }),
  special: "enum",
  apply: (call, value) => {
    const word = printed(value);
    if (call.list?.members.includes(word)) return word;
    return call.fault("not-in-list", { found: word, list: call.list?.name ?? "the list" });
  },
};
