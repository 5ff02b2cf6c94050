import { compare, isDecimal } from "../../value/decimal.ts";
import { printValue } from "../../value/print-value.ts";
import type { RecordValue, Value } from "../../value/value.ts";
import type { StandardFunction } from "../types/function.ts";
import type { Type } from "../types/type.ts";
import { BOOL, INTEGER, isNothing, join, listOf, optional, present } from "../types/type-relations.ts";
import { aList, anything, aWholeNumber, conditions, entryOf, ordered } from "./kinds.ts";
import { asList, asWhole, flat } from "./read.ts";

export const list: StandardFunction = {
  name: "list",
  signature: "list(entries…)",
  says: "A list of the entries; lists among them are joined into it, and what is absent is left out.",
  examples: [
    { write: "list(1, list(2, 3))", gives: [1, 2, 3] },
    { write: "list(n for n in list(1, 2, 3) if n > 1)", gives: [2, 3] },
    { write: "count(list())", gives: 0 },
  ],
  takes: [{ name: "entries", is: anything, absent: "taken", rest: true, generator: "values" }],
  gives: (types) => {
    const entries = types.filter((type) => !isNothing(type)).map((type) => present(entryOf(type)));
    return listOf(
      entries.reduce<Type>((one, other) => join(one, other) ?? { kind: "unknown" }, entries[0] ?? { kind: "fault" }),
    );
  },
  apply: (_, ...values) => flat(values),
};

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

export const any: StandardFunction = {
  name: "any",
  signature: "any(condition for name in list)",
  says: "Whether the condition holds of at least one entry.",
  examples: [
    { write: "any(n > 2 for n in list(1, 2, 3))", gives: true },
    { write: "any(n > 3 for n in list(1, 2, 3))", gives: false },
  ],
  takes: [{ name: "list", is: conditions, absent: "taken", generator: "conditions" }],
  gives: () => BOOL,
  apply: (_, list) => Array.isArray(list) && list.includes(true),
};

export const all: StandardFunction = {
  name: "all",
  signature: "all(condition for name in list)",
  says: "Whether the condition holds of every entry; true when there is none.",
  examples: [
    { write: "all(n > 0 for n in list(1, 2, 3))", gives: true },
    { write: "all(n > 1 for n in list(1, 2, 3))", gives: false },
  ],
  takes: [{ name: "list", is: conditions, absent: "taken", generator: "conditions" }],
  gives: () => BOOL,
  apply: (_, list) => !Array.isArray(list) || list.every((value) => value === true),
};

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

export const rising: StandardFunction = {
  name: "rising",
  signature: "rising(numbers…)",
  says: "Whether each number is greater than the one before; numbers that are absent are left out.",
  examples: [
    { write: "rising(1, 2, 5)", gives: true },
    { write: "rising(1, 1)", gives: false },
  ],
  takes: [{ name: "numbers", is: ordered, absent: "taken", rest: true, generator: "values" }],
  gives: () => BOOL,
  apply: (_, ...values) => flat(values).every((value, index, all) => index === 0 || isLess(all[index - 1], value)),
};

function isLess(one: Value, other: Value): boolean {
  if (isDecimal(one) && isDecimal(other)) return compare(one, other) < 0;
  return typeof one === "string" && typeof other === "string" && one < other;
}
