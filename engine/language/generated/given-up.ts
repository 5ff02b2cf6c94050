import { DateFault } from "../../value/date.ts";
import { DecimalFault } from "../../value/decimal.ts";
import { PatternFault } from "../../value/linear-pattern.ts";
import { ListFault } from "../../value/long-list.ts";
import { TextFault } from "../../value/long-text.ts";
import { MoneyFault } from "../../value/money.ts";
import { WrongOperand } from "../closures/arithmetic.ts";
import { EvaluationFault } from "../types/fault.ts";

/** Thrown by generated code that cannot say what is wrong; whoever runs it asks the closures. Nobody looks at its stack. */
const GIVEN_UP: unknown = Object.freeze({ givenUp: true });

export function giveUp(): never {
  throw GIVEN_UP;
}

/** What generated code may throw where the data do not allow a value. Anything else is a fault of what wrote the code. */
export function mayBeThrown(thrown: unknown): boolean {
  return (
    thrown === GIVEN_UP ||
    thrown instanceof EvaluationFault ||
    thrown instanceof MoneyFault ||
    thrown instanceof DecimalFault ||
    thrown instanceof DateFault ||
    thrown instanceof PatternFault ||
    thrown instanceof TextFault ||
    thrown instanceof ListFault ||
    thrown instanceof WrongOperand
  );
}
