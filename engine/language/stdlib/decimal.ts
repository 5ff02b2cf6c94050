import { fromText, isDecimal } from "../../value/decimal.ts";
import { DECIMAL, isNumber } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { printed } from "./read.ts";

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
  apply: (call, value) => {
    if (isDecimal(value)) return value;
    // One comma only: 1,234,567 would be something else.
    const plain = String(value)
      .trim()
      .replace(/^([+-]?\d+),(\d+)$/, "$1.$2");
    return fromText(plain) ?? call.fault("not-decimal", { found: printed(value) });
  },
};
