import { optional } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aList, entryOf } from "./kinds.ts";

export const last: StandardFunction = {
  name: "last",
  signature: "last(list)",
  says: "The last entry; absent when there is none.",
  examples: [{ write: 'last(list("a", "b"))', gives: "b" }],
  takes: [{ name: "list", is: aList, absent: "taken", generator: "values" }],
  gives: ([type]) => optional(entryOf(type)),
  apply: (_, list) => (Array.isArray(list) ? list.at(-1) : undefined),
};
