import { abs as absOf, ceiling, floor as floorOf, negate, round as roundDecimal, sign } from "../../value/decimal.ts";
import { roundMoney } from "../../value/money.ts";
import { Money } from "../../value/value.ts";
import type { StandardFunction } from "../types/function.ts";
import { DECIMAL, INTEGER, MONEY } from "../types/type-relations.ts";
import { asNumber, asWhole } from "./arguments.ts";
import { aNumber, anAmount, aWholeNumber } from "./kinds.ts";

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
