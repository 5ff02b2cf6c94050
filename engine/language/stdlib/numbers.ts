import {
  abs as absOf,
  add,
  ceiling,
  floor as floorOf,
  isDecimal,
  negate,
  round as roundDecimal,
  sign,
} from "../../value/decimal.ts";
import { addMoney, roundMoney } from "../../value/money.ts";
import { printValue } from "../../value/print-value.ts";
import { Money, type Value } from "../../value/value.ts";
import type { StandardFunction } from "../types/function.ts";
import { DECIMAL, INTEGER, MONEY } from "../types/type-relations.ts";
import { extreme } from "./extreme.ts";
import { aNumber, anAmount, aWholeNumber, entryOf, numbersOrMoney } from "./kinds.ts";
import { asList, asNumber, asWhole } from "./read.ts";

export const round: StandardFunction = {
  name: "round",
  signature: "round(number, places)",
  says: "The number or amount at so many decimals, halves away from zero as on invoices. Without places a whole number.",
  examples: [
    { write: "round(2.345, 2)", gives: 2.35 },
    { write: "round(-2.5)", gives: -3 },
  ],
  takes: [
    { name: "number", is: anAmount, absent: "passes" },
    { name: "places", is: aWholeNumber, absent: "refused", optional: true },
  ],
  gives: ([type = DECIMAL, places], [, constant]) =>
    type.kind === "money" ? MONEY : type.kind === "int" || places === undefined || constant === 0 ? INTEGER : DECIMAL,
  apply: (call, value, places) => {
    const count = places === undefined ? 0 : asWhole(places, call);
    return value instanceof Money ? roundMoney(value, count) : roundDecimal(asNumber(value, call), count);
  },
};

export const floor: StandardFunction = {
  name: "floor",
  signature: "floor(number)",
  says: "The greatest whole number that is not above the number.",
  examples: [
    { write: "floor(2.9)", gives: 2 },
    { write: "floor(-2.1)", gives: -3 },
  ],
  takes: [{ name: "number", is: aNumber, absent: "passes" }],
  gives: () => INTEGER,
  apply: (call, value) => floorOf(asNumber(value, call)),
};

export const ceil: StandardFunction = {
  name: "ceil",
  signature: "ceil(number)",
  says: "The least whole number that is not below the number.",
  examples: [
    { write: "ceil(2.1)", gives: 3 },
    { write: "ceil(-2.9)", gives: -2 },
  ],
  takes: [{ name: "number", is: aNumber, absent: "passes" }],
  gives: () => INTEGER,
  apply: (call, value) => ceiling(asNumber(value, call)),
};

export const abs: StandardFunction = {
  name: "abs",
  signature: "abs(number)",
  says: "The number or amount without its minus sign.",
  examples: [{ write: "abs(-0.05)", gives: 0.05 }],
  takes: [{ name: "number", is: anAmount, absent: "passes" }],
  gives: ([type = DECIMAL]) => type,
  apply: (call, value) => {
    if (!(value instanceof Money)) return absOf(asNumber(value, call));
    return sign(value.amount) < 0 ? new Money(negate(value.amount), value.currency) : value;
  },
};

export const max = extreme(
  "max",
  1,
  "The greatest of the entries, leaving out those that are absent; absent when there is none.",
  [
    { write: "max(3, 7, 5)", gives: 7 },
    { write: "max(list(2026-01-31, 2026-02-01))", gives: "2026-02-01" },
  ],
);

export const min = extreme(
  "min",
  -1,
  "The least of the entries, leaving out those that are absent; absent when there is none.",
  [{ write: "min(3, 7, 5)", gives: 3 }],
);

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
      else return call.fault("not-a-number", { text: "an entry of the sum", found: printValue(value) });
    }
    return total ?? 0;
  },
};
