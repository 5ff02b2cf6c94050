import { dateOfDateTime } from "../../value/date.ts";
import { fromText, isDecimal, isInteger } from "../../value/decimal.ts";
import { type Decimal, Money } from "../../value/value.ts";
import type { StandardFunction } from "../types/function.ts";
import { DATE, DECIMAL, INTEGER, isNumber, MONEY, TEXT } from "../types/type-relations.ts";
import { asNumber, asText } from "./arguments.ts";
import { aNumber, aPrintable, aText } from "./kinds.ts";
import { printed } from "./printed.ts";

export const text: StandardFunction = {
  name: "text",
  signature: "text(value)",
  says: "The value as a text: a number in plain digits without superfluous zeros, a date as 2026-01-31.",
  examples: [
    { write: "text(5001)", gives: "5001" },
    { write: "text(12.50)", gives: "12.5" },
    { write: "text(2026-01-31)", gives: "2026-01-31" },
  ],
  takes: [{ name: "value", is: aPrintable, absent: "passes" }],
  gives: ([type = TEXT]) =>
    type.kind === "text" ? type : type.kind === "int" ? { kind: "text", maxLength: 20 } : TEXT,
  apply: (_, value) => printed(value),
};

export const integer: StandardFunction = {
  name: "integer",
  signature: "integer(text)",
  says: "The whole number that the text is; refuses the record when it is none. Ask first with `is integer`.",
  examples: [
    { write: 'integer("1001")', gives: 1001 },
    { write: 'integer(" 7 ")', gives: 7 },
  ],
  takes: [
    {
      name: "text",
      is: { expects: "a text or a number", accepts: (type) => type.kind === "text" || isNumber(type) },
      absent: "passes",
    },
  ],
  gives: () => INTEGER,
  apply: (call, value) => {
    const number = isDecimal(value) ? (isInteger(value) ? value : undefined) : wholeNumberIn(String(value));
    return number ?? call.fault("not-integer", { found: printed(value) });
  },
};

/** The whole number that a text is. */
export function wholeNumberIn(text: string): Decimal | undefined {
  const number = fromText(text.trim());
  return number !== undefined && isInteger(number) ? number : undefined;
}

export const decimal: StandardFunction = {
  name: "decimal",
  signature: "decimal(text)",
  says: "The number that the text is, with a point or a comma before its decimals; refuses the record when it is none.",
  examples: [
    { write: 'decimal("12.50")', gives: 12.5 },
    { write: 'decimal("12,50")', gives: 12.5 },
  ],
  takes: [
    {
      name: "text",
      is: { expects: "a text or a number", accepts: (type) => type.kind === "text" || isNumber(type) },
      absent: "passes",
    },
  ],
  gives: () => DECIMAL,
  apply: (call, value) =>
    isDecimal(value) ? value : (decimalIn(String(value)) ?? call.fault("not-decimal", { found: printed(value) })),
};

/** The number that a text is. One comma only: 1,234,567 would be something else. */
export function decimalIn(text: string): Decimal | undefined {
  return fromText(text.trim().replace(/^([+-]?\d+),(\d+)$/, "$1.$2"));
}

export const enumOf: StandardFunction = {
  name: "enum",
  signature: "enum(text)",
  says: "The text as a word of the list that is expected here; refuses the record when the list has no such word.",
  examples: [{ write: 'enum("EMAIL")', gives: "EMAIL", given: { words: ["EMAIL", "MAIL"] } }],
  takes: [{ name: "text", is: aPrintable, absent: "passes" }],
  gives: () => ({ kind: "fault" }),
  special: "enum",
  apply: (call, value) => {
    const word = printed(value);
    if (call.list?.members.includes(word)) return word;
    return call.fault("not-in-list", { found: word, list: call.list?.name ?? "the list" });
  },
};

export const date: StandardFunction = {
  name: "date",
  signature: "date(text)",
  says: "The calendar date of a text or of a date with a time, by its own clock; refuses the record when there is none.",
  examples: [
    { write: 'date("2026-01-31")', gives: "2026-01-31" },
    { write: 'date("2026-01-31T23:30:00+02:00")', gives: "2026-01-31" },
  ],
  takes: [
    {
      name: "text",
      is: {
        expects: "a text, a date or a date with a time",
        accepts: (type) => ["text", "date", "datetime"].includes(type.kind),
      },
      absent: "passes",
    },
  ],
  gives: () => DATE,
  apply: (call, value) => dateOfDateTime(printed(value).trim()) ?? call.fault("not-date", { found: printed(value) }),
};

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
