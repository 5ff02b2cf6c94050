import { ceiling } from "../../value/decimal.ts";
import { INTEGER } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aNumber } from "./kinds.ts";
import { asNumber } from "./read.ts";

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
