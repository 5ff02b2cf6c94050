import { fromText, isDecimal, isInteger } from "../../value/decimal.ts";
import { INTEGER, isNumber } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { printed } from "./read.ts";

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
    const number = isDecimal(value) ? value : fromText(String(value).trim());
    return number !== undefined && isInteger(number) ? number : call.fault("not-integer", { found: printed(value) });
  },
};
