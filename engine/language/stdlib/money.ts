import { Money } from "../../value/value.ts";
import { MONEY } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aNumber, aText } from "./kinds.ts";
import { asNumber, asText } from "./read.ts";

export const money: StandardFunction = {
  name: "money",
  signature: "money(amount, currency)",
  says: "An amount in a currency, given by its code, e.g. EUR.",
  examples: [{ write: 'money(12.5, "EUR")', gives: new Money(12.5, "EUR") }],
  takes: [
    { name: "amount", is: aNumber, absent: "passes" },
    { name: "currency", is: aText, absent: "taken" },
  ],
  gives: () => MONEY,
  apply: (call, amount, currency) =>
    new Money(asNumber(amount, call), currency === undefined || currency === null ? undefined : asText(currency, call)),
};
