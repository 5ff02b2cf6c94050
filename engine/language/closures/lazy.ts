import type { LazyName } from "../types/scope.ts";
import type { TermOf } from "../types/term.ts";
import type { Compiler, Evaluate } from "./compiler.ts";

/** A `let` keeps its value until the scope is reset. While tracing it is worked out anew, so that each cell shows its reads. */
export function compileLazy(compiler: Compiler, { entry }: TermOf<"lazy">): Evaluate {
  const { slot, defined } = entry;
  const evaluate = evaluateOf(entry, compiler);
  if (compiler.trace && defined !== undefined) return evaluate;
  return (frame) => {
    const { slots } = frame;
    if (slots[slot + 1] === true) return slots[slot];
    const value = evaluate(frame);
    slots[slot] = value;
    slots[slot + 1] = true;
    return value;
  };
}

/** Compiled once for all that read the name. */
function evaluateOf(entry: LazyName, compiler: Compiler): Evaluate {
  const { name, defined } = entry;
  const known = compiler.trace ? entry.evaluateTraced : entry.evaluate;
  if (known !== undefined) return known;
  if (defined === undefined) throw new Error(`${name} has nothing to evaluate`);
  const evaluate = compiler.elsewhere(defined.text).value(defined.term);
  if (compiler.trace) entry.evaluateTraced = evaluate;
  else entry.evaluate = evaluate;
  return evaluate;
}
