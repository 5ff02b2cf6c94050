import type { Evaluate } from "../language/closures/compiler.ts";
import { EvaluationFault } from "../language/types/fault.ts";
import { needKey } from "../mapping/cells/needs.ts";
import type { Guard, Level, Need } from "../mapping/tree/level.ts";
import { isRecord } from "../value/path.ts";
import { compileBranching } from "./compile-branching.ts";
import type { FlowWorld, NeedAnswer, Said } from "./compiled.ts";
import type { EvaluationState } from "./evaluation-state.ts";
import { compileSaying, type Messages, type Speak, saidOf, saidOfFault } from "./say.ts";

/** A condition with what is said where it decides. */
export interface CompiledGuard {
  readonly when: Evaluate;
  readonly speak: Speak | undefined;
}

/** Conditions with their messages; a refusal without one is said in a standard way. */
export function compileGuards(guards: readonly Guard[], messages: Messages): readonly CompiledGuard[] {
  return guards.map(({ when, say, span }) => ({
    when: compileBranching(when),
    speak: say === undefined ? () => saidOf("refused", undefined, {}, span) : compileSaying(say, messages),
  }));
}

export interface CompiledNeed {
  readonly ask: (state: EvaluationState) => NeedAnswer | undefined;
}

export function compileNeeds(needs: readonly Need[]): readonly CompiledNeed[] {
  return needs.map((need) => {
    const of = compileBranching(need.of);
    return {
      ask: ({ frame }) => {
        const record = of(frame);
        if (!isRecord(record)) return undefined;
        return (frame.world as FlowWorld).need(need.register, record, needKey(need, record), need.reference);
      },
    };
  });
}

/** Prerequisites first, then what the rules refuse. Says nothing when all is well. */
export function compileRequirements(level: Level, messages: Messages): (state: EvaluationState) => void {
  const needs = compileNeeds(level.needs);
  const refuse = compileGuards(level.refuse, messages);
  if (needs.length === 0 && refuse.length === 0) return () => {};
  return (state) => {
    for (const need of needs) {
      const answer = need.ask(state);
      if (answer?.state === "refused") state.said.push(...answer.said);
    }
    checkRefusals(refuse, state);
  };
}

/** Says what the rules that hold refuse. */
export function checkRefusals(refuse: readonly CompiledGuard[], state: EvaluationState): void {
  for (const guard of refuse) {
    try {
      if (guard.when(state.frame) === true && guard.speak !== undefined)
        state.said.push(inRow(guard.speak(state.frame), state));
    } catch (fault) {
      if (!(fault instanceof EvaluationFault)) throw fault;
      state.said.push(saidOfFault(fault));
    }
  }
}

/** Which entry of a list is meant. */
function inRow(said: Said, state: EvaluationState): Said {
  return state.row === 0 ? said : { ...said, facts: { ...said.facts, position: state.row } };
}
