import { compare, isDecimal } from "../../value/decimal.ts";
import { compareMoney } from "../../value/money.ts";
import { Money, type Value } from "../../value/value.ts";
import type { FunctionCall, StandardFunction } from "../types/function.ts";
import { DECIMAL, join, optional, present } from "../types/type-relations.ts";
import { entryOf, ordered } from "./kinds.ts";
import { flat, printed } from "./read.ts";

/** max() and min() differ in a sign only. */
export function extreme(
  name: "max" | "min",
  sign: 1 | -1,
  says: string,
  examples: StandardFunction["examples"],
): StandardFunction {
  return {
    name,
    signature: `${name}(list)`,
    says,
    examples,
    takes: [{ name: "list", is: ordered, absent: "taken", rest: true, generator: "values" }],
    gives: (types) => {
      const entry = types.map((type) => present(entryOf(type))).reduce((one, other) => join(one, other) ?? DECIMAL);
      return types.some((type) => type.kind !== "list") ? entry : optional(entry);
    },
    apply: (call, ...values) => {
      let best: Value;
      for (const value of flat(values)) if (best === undefined || order(value, best, call) * sign > 0) best = value;
      return best;
    },
  };
}

function order(one: Value, other: Value, call: FunctionCall): number {
  if (isDecimal(one) && isDecimal(other)) return compare(one, other);
  if (one instanceof Money && other instanceof Money) return compareMoney(one, other);
  if (typeof one === "string" && typeof other === "string") return one < other ? -1 : one > other ? 1 : 0;
  return call.fault("not-a-number", { text: "an entry", found: printed(one) });
}
