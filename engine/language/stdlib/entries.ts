import type { StandardFunction } from "../types/function.ts";
import { INTEGER, optional } from "../types/type-relations.ts";
import { asList, asWhole } from "./arguments.ts";
import { aList, anything, aWholeNumber, entryOf } from "./kinds.ts";

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

export const last: StandardFunction = {
  name: "last",
  signature: "last(list)",
  says: "The last entry; absent when there is none.",
  examples: [{ write: 'last(list("a", "b"))', gives: "b" }],
  takes: [{ name: "list", is: aList, absent: "taken", generator: "values" }],
  gives: ([type]) => optional(entryOf(type)),
  apply: (_, list) => (Array.isArray(list) ? list.at(-1) : undefined),
};

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

export const only: StandardFunction = {
  name: "only",
  signature: "only(list)",
  says: "The one entry of the list; refuses the record when there are none or several.",
  examples: [{ write: 'only(list("a"))', gives: "a" }],
  takes: [{ name: "list", is: aList, absent: "refused", generator: "values" }],
  gives: ([type]) => entryOf(type),
  apply: (call, list) => {
    const entries = asList(list, call);
    return entries.length === 1 ? entries[0] : call.fault("several-found", { count: entries.length });
  },
};

export const position: StandardFunction = {
  name: "position",
  signature: "position(row)",
  says: "The place of an entry in the list it comes from, counted from 1; takes the name given by `each` or `for`.",
  examples: [{ write: "first(position(n) for n in list(7, 8, 9) if n == 8)", gives: 2 }],
  takes: [{ name: "row", is: anything, absent: "taken" }],
  gives: () => INTEGER,
  special: "position",
  apply: () => undefined,
};
