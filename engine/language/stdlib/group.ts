import type { RecordValue, Value } from "../../value/value.ts";
import { printValue } from "../print-value.ts";
import type { StandardFunction } from "./function.ts";
import { anything } from "./kinds.ts";
import { asList } from "./read.ts";

export const group: StandardFunction = {
  name: "group",
  signature: "group(value for name in list by key)",
  says: "The values put together by key, in the order in which the keys come up: each group has `key` and `items`.",
  examples: [{ write: "first(sum(g.items) for g in group(n for n in list(1, 2, 3) by n > 1) if g.key)", gives: 5 }],
  takes: [
    { name: "values", is: { ...anything, expects: "values of a list by a key" }, absent: "taken", generator: "values" },
  ],
  gives: ([type]) => type ?? { kind: "fault" },
  special: "group",
  apply: (call, pairs) => {
    const groups = new Map<string, { key: Value; items: Value[] }>();
    for (const pair of asList(pairs, call)) {
      const [key, value] = asList(pair, call);
      const name = printValue(key);
      const found = groups.get(name);
      if (found === undefined) groups.set(name, { key, items: [value] });
      else found.items.push(value);
    }
    return [...groups.values()] satisfies RecordValue[];
  },
};
