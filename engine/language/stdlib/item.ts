import { optional } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aList, aWholeNumber, entryOf } from "./kinds.ts";
import { asWhole } from "./read.ts";

export const item: StandardFunction = {
  name: "item",
  signature: "item(list, number)",
  says: "The entry at a place, counted from 1; absent when the list is shorter.",
  examples: [
    { write: 'item(list("a", "b"), 2)', gives: "b" },
    { write: 'item(list("a", "b"), 3)', gives: undefined },
  ],
  takes: [
    { name: "list", is: aList, absent: "taken" },
    { name: "number", is: aWholeNumber, absent: "refused" },
  ],
  gives: ([type]) => optional(entryOf(type)),
  apply: (call, list, number) => (Array.isArray(list) ? list[asWhole(number, call) - 1] : undefined),
};
