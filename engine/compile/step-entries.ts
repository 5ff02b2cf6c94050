import type { TypedStep } from "../mapping/tree/typed-flow.ts";
import type { Value } from "../value/value.ts";
import { compileBranching } from "./compile-branching.ts";
import type { EvaluationState } from "./evaluation-state.ts";

/** The entry in hand, with those it stands among. */
export interface StepEntry {
  readonly entries: readonly Value[];
  /** From 0. */
  readonly index: number;
}

export type OverEntries = (state: EvaluationState, visit: (entry: StepEntry | undefined) => void) => void;

/** Goes through the entries of a step, with each in its slot; a step without a list is visited once, without an entry. */
export function overEntries({ each }: TypedStep): OverEntries {
  if (each === undefined) return (_state, visit) => visit(undefined);
  const { slot, scope } = each;
  const list = compileBranching(each.list);
  return ({ frame }, visit) => {
    const entries = list(frame);
    if (!Array.isArray(entries)) return;
    for (let index = 0; index < entries.length; index++) {
      frame.slots[slot] = entries[index] as Value;
      frame.slots[slot + 1] = index + 1;
      scope.reset(frame);
      visit({ entries: entries as readonly Value[], index });
    }
  };
}
