import { round as roundDecimal } from "../../value/decimal.ts";
import { roundMoney } from "../../value/money.ts";
import { Money } from "../../value/value.ts";
import { DECIMAL, INTEGER, MONEY } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { anAmount, aWholeNumber } from "./kinds.ts";
import { asNumber, asWhole } from "./read.ts";

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
