import type { EvaluationFault } from "../language/types/fault.ts";
import type { Cell, EachBlock, FixedList } from "../mapping/tree/field-node.ts";
import { sourceReads } from "./cell-rules.ts";
import type { EvaluationState } from "./evaluation-state.ts";
import type { BuildOptions } from "./record-outline.ts";
import { saidOf, saidOfFault, standardSaid } from "./say.ts";
import { named } from "./values.ts";

/** Says that a field which must be filled has no value, in the author's words where there are any. */
export function sayMissing(node: Cell | EachBlock | FixedList, state: EvaluationState, options: BuildOptions): void {
  const say = node.kind === "cell" ? node.requiredSay : undefined;
  if (say !== undefined && node.kind === "cell") {
    state.said.push(saidOf(say, options.messages.get(say), {}, node.valueSpan));
    return;
  }
  const reads = node.kind === "cell" ? sourceReads(node) : [];
  const row = state.row > 0 ? ` (row ${state.row})` : "";
  const text = `${node.path}${row} is required and has no value.`;
  const advice = reads.length === 0 ? undefined : `Fill in ${named(reads)} in ${options.sourceSide}.`;
  state.said.push(
    standardSaid(
      "required-missing",
      text,
      advice,
      { field: node.path, ...(state.row > 0 ? { row: state.row } : {}) },
      node.kind === "cell" ? node.valueSpan : node.span,
    ),
  );
}

/** What is said of a value that cannot be worked out, with the field it was for. */
export function inField(
  fault: EvaluationFault,
  node: Cell | EachBlock,
  state: EvaluationState,
): ReturnType<typeof saidOfFault> {
  const said = saidOfFault(fault);
  const row = state.row > 0 ? ` (row ${state.row})` : "";
  return {
    ...said,
    text: `${node.path}${row}: ${said.text}`,
    facts: { ...said.facts, field: node.path, ...(state.row > 0 ? { row: state.row } : {}) },
  };
}
