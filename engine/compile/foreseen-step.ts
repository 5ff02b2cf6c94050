import type { Typed } from "../language/check/check.ts";
import { EvaluationFault } from "../language/types/fault.ts";
import type { Guard, Need } from "../mapping/tree/level.ts";
import type { TypedStep } from "../mapping/tree/typed-flow.ts";
import { compileBranching } from "./compile-branching.ts";
import type { EvaluationState } from "./evaluation-state.ts";
import type { FlowOptions } from "./flow-options.ts";
import { checkRefusals, compileGuards, compileNeeds } from "./requirements.ts";
import { saidOfFault } from "./say.ts";
import { overEntries } from "./step-entries.ts";
import { conjunctsOf, partOf, readsSlot } from "./term-reads.ts";

/** What of a step can be worked out before its document is made. */
interface Foreseen {
  /** The parts of its condition that do not read the document. */
  readonly conditions: readonly Typed[];
  /** Its list, where there is one that does not read the document. */
  readonly list: Typed | undefined;
  /** Its refusals that do not read the document; none where it is open whether the step is taken, or for which entries. */
  readonly refuse: readonly Guard[];
  /** Its prerequisites that do not read the document; none where it is open whether the step is taken, or for which entries. */
  readonly needs: readonly Need[];
}

function foresee({ when, each, madeSlot, level }: TypedStep): Foreseen {
  const isOpen = (typed: Typed | undefined): boolean => readsSlot(typed, madeSlot);
  const parts = when === undefined ? [] : conjunctsOf(when.term).map((term) => partOf(when, term));
  const isUnsure = isOpen(each?.list) || isOpen(when);
  return {
    conditions: parts.filter((part) => !isOpen(part)),
    list: isOpen(each?.list) ? undefined : each?.list,
    needs: isUnsure ? [] : level.needs.filter((need) => !isOpen(need.of)),
    refuse: isUnsure
      ? []
      : level.refuse.filter((guard) => !isOpen(guard.when) && !guard.say?.facts.some((fact) => isOpen(fact.value))),
  };
}

/**
 * False where it is known before the document is made that the step is not taken: a part of its condition fails, or it has no
 * entries. Asks for the prerequisites of the step, so that a plan tells of them.
 */
export function compileMayApply(step: TypedStep): (state: EvaluationState) => boolean {
  const foreseen = foresee(step);
  const conditions = foreseen.conditions.map((condition) => compileBranching(condition));
  const list = foreseen.list === undefined ? undefined : compileBranching(foreseen.list);
  const needs = compileNeeds(foreseen.needs);
  const when = step.when === undefined ? undefined : compileBranching(step.when);
  const eachEntry = overEntries(step);
  return (state) => {
    const { frame } = state;
    try {
      if (needs.length > 0)
        eachEntry(state, () => {
          if (when === undefined || when(frame) === true) for (const need of needs) need.ask(state);
        });
      if (!conditions.every((condition) => condition(frame) === true)) return false;
      const entries = list?.(frame);
      return list === undefined || (Array.isArray(entries) && entries.length > 0);
    } catch (fault) {
      if (fault instanceof EvaluationFault) return true;
      throw fault;
    }
  };
}

/** The refusals of a step that do not depend on the document made; undefined where there are none. */
export function compilePrecheck(step: TypedStep, options: FlowOptions): ((state: EvaluationState) => void) | undefined {
  const foreseen = foresee(step);
  if (foreseen.refuse.length === 0) return undefined;
  const refuse = compileGuards(foreseen.refuse, options.messages);
  const when = step.when === undefined ? undefined : compileBranching(step.when);
  const entries = overEntries(step);
  return (state) => {
    try {
      entries(state, () => {
        if (when === undefined || when(state.frame) === true) checkRefusals(refuse, state);
      });
    } catch (fault) {
      if (!(fault instanceof EvaluationFault)) throw fault;
      state.said.push(saidOfFault(fault));
    }
  };
}
