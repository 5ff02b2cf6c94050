import { INTEGER } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aList } from "./kinds.ts";

export const count: StandardFunction = {
  name: "count",
  signature: "count(name for name in list if condition)",
  says: "How many entries there are.",
  examples: [
    { write: 'count(list("a", "b"))', gives: 2 },
    { write: "count(n for n in list(1, 2, 3) if n > 1)", gives: 2 },
  ],
  takes: [{ name: "list", is: aList, absent: "taken", generator: "values" }],
  gives: () => INTEGER,
  apply: (_, list) => (Array.isArray(list) ? list.length : 0),
};
