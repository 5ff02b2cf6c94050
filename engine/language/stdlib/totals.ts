import { add, isDecimal } from "../../value/decimal.ts";
import { inBrief } from "../../value/in-brief.ts";
import { addMoney } from "../../value/money.ts";
import { Money, type Value } from "../../value/value.ts";
import type { StandardFunction } from "../types/function.ts";
import { DECIMAL, INTEGER } from "../types/type-relations.ts";
import { asList } from "./arguments.ts";
import { aList, entryOf, numbersOrMoney } from "./kinds.ts";

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

export const sum: StandardFunction = {
  name: "sum",
  signature: "sum(value for name in list)",
  says: "All entries added up; 0 when there is none. Amounts must be of one currency.",
  examples: [
    { write: "sum(list(1.10, 2.20))", gives: 3.3 },
    { write: "sum(n * 2 for n in list(1, 2, 3) if n > 1)", gives: 10 },
  ],
  takes: [{ name: "list", is: numbersOrMoney, absent: "refused", generator: "values" }],
  gives: ([type]) => (entryOf(type).kind === "fault" ? DECIMAL : entryOf(type)),
  apply: (call, list) => {
    let total: Value;
    for (const value of asList(list, call)) {
      if (total === undefined) total = value;
      else if (isDecimal(total) && isDecimal(value)) total = add(total, value);
      else if (total instanceof Money && value instanceof Money) total = addMoney(total, value);
      else return call.fault("not-a-number", { text: "an entry of the sum", found: inBrief(value) });
    }
    return total ?? 0;
  },
};
