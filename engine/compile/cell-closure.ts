import { compileExpression } from "../language/closures/compile.ts";
import { EvaluationFault } from "../language/types/fault.ts";
import type { Cell } from "../mapping/tree/field-node.ts";
import { isBlank } from "../value/equality.ts";
import type { Value } from "../value/value.ts";
import { cellRules, OMITTED } from "./cell-rules.ts";
import type { EvaluationState } from "./evaluation-state.ts";
import { inField, sayMissing } from "./field-problems.ts";
import { type BuildOptions, isStrict } from "./record-outline.ts";

/** Makes one value of the target; what does not fit is said in its state. */
export type Build = (state: EvaluationState) => Value;

/** What fills one field: the value of its rule, shaped as the target takes it; absent, it is left out or refused. */
export function compileCell(cell: Cell, options: BuildOptions): Build {
  const { trace } = options;
  const evaluate = compileExpression(cell.value, { trace, omit: OMITTED });
  const when = cell.when === undefined ? undefined : compileExpression(cell.when, { trace });
  const { shape, absent, keepsEmpty, fixed } = cellRules(cell, options);
  const strict = isStrict(cell) ? (state: EvaluationState) => sayMissing(cell, state, options) : undefined;
  if (fixed !== undefined && !trace) return () => fixed;
  const plain: Build = (state) => {
    let value: Value;
    try {
      if (when !== undefined && when(state.frame) !== true) return undefined;
      value = evaluate(state.frame);
    } catch (fault) {
      if (!(fault instanceof EvaluationFault)) throw fault;
      state.said.push(inField(fault, cell, state));
      return undefined;
    }
    if (value === OMITTED) return undefined;
    if (value === null) return keepsEmpty ? null : undefined;
    // A rule that says "" means the empty text; one that comes to it has nothing to say.
    if (value === "" && cell.constant) return value;
    if (value === undefined || (typeof value === "string" && isBlank(value))) {
      strict?.(state);
      return absent;
    }
    return shape === undefined ? value : shape(value, state);
  };
  return trace ? traced(plain, cell) : plain;
}

function traced(plain: Build, cell: Cell): Build {
  return (state) => {
    const { recorder } = state;
    if (recorder === undefined) return plain(state);
    recorder.take();
    const value = plain(state);
    const own = cell.path.slice(state.base.length);
    const path = own === "" ? state.prefix.slice(0, -1) : state.prefix + own;
    state.lineage.push({ path, value, sources: recorder.take(), span: cell.valueSpan });
    return value;
  };
}
