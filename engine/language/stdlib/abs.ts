import { abs as absOf, negate, sign } from "../../value/decimal.ts";
import { Money } from "../../value/value.ts";
import { DECIMAL } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { anAmount } from "./kinds.ts";
import { asNumber } from "./read.ts";

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
