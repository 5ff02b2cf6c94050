import { inBrief } from "../../value/in-brief.ts";
import { limitedList } from "../../value/long-list.ts";
import type { RecordValue, Value } from "../../value/value.ts";
import type { StandardFunction } from "../types/function.ts";
import type { Type } from "../types/type.ts";
import { isNothing, join, listOf, present } from "../types/type-relations.ts";
import { asList, flat } from "./arguments.ts";
import { anything, entryOf } from "./kinds.ts";

export const list: StandardFunction = {
  name: "list",
  signature: "list(entries…)",
  says: "A list of the entries; lists among them are joined into it, and what is absent is left out.",
  examples: [
    { write: "list(1, list(2, 3))", gives: [1, 2, 3] },
    { write: "list(n for n in list(1, 2, 3) if n > 1)", gives: [2, 3] },
    { write: "count(list())", gives: 0 },
  ],
  takes: [{ name: "entries", is: anything, absent: "taken", rest: "any", generator: "values" }],
  gives: (types) => {
    const entries = types.filter((type) => !isNothing(type)).map((type) => present(entryOf(type)));
    return listOf(
      entries.reduce<Type>((one, other) => join(one, other) ?? { kind: "unknown" }, entries[0] ?? { kind: "fault" }),
    );
  },
  apply: (_, ...values) => limitedList(flat(values)),
};

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
      const name = inBrief(key);
      const found = groups.get(name);
      if (found === undefined) groups.set(name, { key, items: [value] });
      else found.items.push(value);
    }
    return [...groups.values()] satisfies RecordValue[];
  },
};
