import { compare, isDecimal } from "../../value/decimal.ts";
import type { Value } from "../../value/value.ts";
import { BOOL } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { ordered } from "./kinds.ts";
import { flat } from "./read.ts";

export const rising: StandardFunction = {
  name: "rising",
  signature: "rising(numbers…)",
  says: "Whether each number is greater than the one before; numbers that are absent are left out.",
  examples: [
    { write: "rising(1, 2, 5)", gives: true },
    { write: "rising(1, 1)", gives: false },
  ],
  takes: [{ name: "numbers", is: ordered, absent: "taken", rest: true, generator: "values" }],
  gives: () => BOOL,
  apply: (_, ...values) => flat(values).every((value, index, all) => index === 0 || isLess(all[index - 1], value)),
};

function isLess(one: Value, other: Value): boolean {
  if (isDecimal(one) && isDecimal(other)) return compare(one, other) < 0;
  return typeof one === "string" && typeof other === "string" && one < other;
}
