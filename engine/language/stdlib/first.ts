import { optional } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aList, entryOf } from "./kinds.ts";

export const first: StandardFunction = {
  name: "first",
  signature: "first(list)",
  says: "The first entry; absent when there is none.",
  examples: [
    { write: 'first(list("a", "b"))', gives: "a" },
    { write: "first(n for n in list(1, 2, 3) if n > 1)", gives: 2 },
  ],
  takes: [{ name: "list", is: aList, absent: "taken", generator: "values" }],
  gives: ([type]) => optional(entryOf(type)),
  apply: (_, list) => (Array.isArray(list) ? list[0] : undefined),
};
