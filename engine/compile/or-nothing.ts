import { EvaluationFault } from "../language/types/fault.ts";
import type { Value } from "../value/value.ts";

/** What cannot be worked out is nothing: a list has no items, a switch is off, a fact stays open. */
export function orNothing(evaluate: () => Value): Value {
  try {
    return evaluate();
  } catch (fault) {
    if (fault instanceof EvaluationFault) return undefined;
    throw fault;
  }
}
