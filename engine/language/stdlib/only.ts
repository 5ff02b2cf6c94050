import type { StandardFunction } from "./function.ts";
import { aList, entryOf } from "./kinds.ts";
import { asList } from "./read.ts";

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
