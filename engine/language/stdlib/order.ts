import { compare, isDecimal } from "../../value/decimal.ts";
import { compareMoney } from "../../value/money.ts";
import { Money, type Value } from "../../value/value.ts";
import type { FunctionCall, StandardFunction } from "../types/function.ts";
import type { Type } from "../types/type.ts";
import { BOOL, DECIMAL, join, optional, present } from "../types/type-relations.ts";
import { flat } from "./arguments.ts";
import { entryOf, ordered } from "./kinds.ts";
import { printed } from "./printed.ts";

export const max: StandardFunction = {
  name: "max",
  signature: "max(list)",
  says: "The greatest of the entries, leaving out those that are absent; absent when there is none.",
  examples: [
    { write: "max(3, 7, 5)", gives: 7 },
    { write: "max(list(2026-01-31, 2026-02-01))", gives: "2026-02-01" },
  ],
  takes: [{ name: "list", is: ordered, absent: "taken", rest: "some", generator: "values" }],
  gives: typeOfExtreme,
  apply: (call, ...values) => extremeOf(values, 1, call),
};

export const min: StandardFunction = {
  name: "min",
  signature: "min(list)",
  says: "The least of the entries, leaving out those that are absent; absent when there is none.",
  examples: [{ write: "min(3, 7, 5)", gives: 3 }],
  takes: [{ name: "list", is: ordered, absent: "taken", rest: "some", generator: "values" }],
  gives: typeOfExtreme,
  apply: (call, ...values) => extremeOf(values, -1, call),
};

function typeOfExtreme(types: readonly Type[]): Type {
  const entry = types.map((type) => present(entryOf(type))).reduce((one, other) => join(one, other) ?? DECIMAL);
  return types.some((type) => type.kind !== "list") ? entry : optional(entry);
}

function extremeOf(values: readonly Value[], sign: 1 | -1, call: FunctionCall): Value {
  let best: Value;
  for (const value of flat(values)) if (best === undefined || order(value, best, call) * sign > 0) best = value;
  return best;
}

function order(one: Value, other: Value, call: FunctionCall): number {
  if (isDecimal(one) && isDecimal(other)) return compare(one, other);
  if (one instanceof Money && other instanceof Money) return compareMoney(one, other);
  if (typeof one === "string" && typeof other === "string") return one < other ? -1 : one > other ? 1 : 0;
  return call.fault("not-a-number", { text: "an entry", found: printed(one) });
}

export const rising: StandardFunction = {
  name: "rising",
  signature: "rising(numbers…)",
  says: "Whether each number is greater than the one before; numbers that are absent are left out.",
  examples: [
    { write: "rising(1, 2, 5)", gives: true },
    { write: "rising(1, 1)", gives: false },
  ],
  takes: [{ name: "numbers", is: ordered, absent: "taken", rest: "some", generator: "values" }],
  gives: () => BOOL,
  apply: (_, ...values) => flat(values).every((value, index, all) => index === 0 || isLess(all[index - 1], value)),
};

function isLess(one: Value, other: Value): boolean {
  if (isDecimal(one) && isDecimal(other)) return compare(one, other) < 0;
  return typeof one === "string" && typeof other === "string" && one < other;
}
