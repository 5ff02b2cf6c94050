import type { TypedStep, TypedTransfer } from "../mapping/tree/typed-flow.ts";
import { typedsOf } from "../mapping/tree/typeds.ts";
import { compileStep } from "./compile-step.ts";
import type { CompiledStep, CompiledTransfer } from "./compiled.ts";
import type { EvaluationState } from "./evaluation-state.ts";
import { byTrace, type FlowOptions } from "./flow-options.ts";
import { compileMayApply, compilePrecheck } from "./foreseen-step.ts";
import { itemNamed, type PickItems } from "./picked-items.ts";
import { readsSlot } from "./term-reads.ts";

interface Steps {
  readonly steps: readonly CompiledStep[];
  readonly evaluate: CompiledTransfer["evaluateStep"];
  readonly mayApply: CompiledTransfer["mayApply"];
  /** What the steps would refuse whatever the document becomes: known before the first write. */
  readonly prechecks: (state: EvaluationState) => void;
}

/** Compiles `then:`, the writes that follow the document's own. */
export function compileSteps(flow: TypedTransfer, options: FlowOptions, items: PickItems): Steps {
  const steps = flow.steps.map(
    (step): CompiledStep => ({ name: step.name, index: step.index, span: step.span, readsMade: readsMade(step) }),
  );
  const evaluations = flow.steps.map((step, at) =>
    byTrace(options, (trace) => compileStep(flow, step, steps[at] as CompiledStep, options, trace)),
  );
  const foreseen = flow.steps.map(compileMayApply);
  const prechecks = flow.steps.flatMap((step) => compilePrecheck(step, options) ?? []);
  return {
    steps,
    prechecks: (state) => {
      for (const precheck of prechecks) precheck(state);
    },
    mayApply: (scene, record, itemId, index) => {
      const item = itemNamed(itemId, items(scene, record, false));
      return item === undefined || foreseen[index]?.(item.state) !== false;
    },
    evaluate: (scene, record, itemId, made, index) => {
      const item = itemNamed(itemId, items(scene, record, options.traces(scene)));
      return item === undefined ? [] : (evaluations[index]?.(scene)(item.state, itemId, made) ?? []);
    },
  };
}

function readsMade(step: TypedStep): boolean {
  return step.kind !== "write back" || typedsOf(step).some((typed) => readsSlot(typed, step.madeSlot));
}
