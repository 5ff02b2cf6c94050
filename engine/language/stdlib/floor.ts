import { floor as floorOf } from "../../value/decimal.ts";
import { INTEGER } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aNumber } from "./kinds.ts";
import { asNumber } from "./read.ts";

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
