import { type Evaluate, EvaluationFault } from "../language/closures/compile.ts";
import { isRecord, needKey } from "../mapping/level.ts";
import type { Guard, Level, Need } from "../mapping/typed.ts";
import type { RecordValue } from "../value/value.ts";
import { compileBranching } from "./compile-branching.ts";
import type { FlowWorld, NeedAnswer, Said } from "./compiled.ts";
import type { Run } from "./run.ts";
import { compileSaying, type Messages, type Speak, saidOf, saidOfFault } from "./say.ts";

/** A condition with what is said where it decides. */
export interface CompiledGuard {
  readonly when: Evaluate;
  readonly speak: Speak | undefined;
}

export function compileGuards(guards: readonly Guard[], messages: Messages): readonly CompiledGuard[] {
  return guards.map(({ when, say, span }) => ({
    when: compileBranching(when),
    speak: say === undefined ? () => saidOf("refused", undefined, {}, span) : compileSaying(say, messages),
  }));
}

export interface CompiledNeed {
  readonly ask: (run: Run) => NeedAnswer | undefined;
}

export function compileNeeds(needs: readonly Need[]): readonly CompiledNeed[] {
  return needs.map((need) => {
    const of = compileBranching(need.of);
    return {
      ask: ({ frame }) => {
        const record = of(frame);
        if (!isRecord(record)) return undefined;
        return (frame.world as FlowWorld).need(
          need.register,
          record as RecordValue,
          needKey(need, record),
          need.reference,
        );
      },
    };
  });
}

/** Prerequisites first, then what the rules refuse. Says nothing when all is well. */
export function compileRequirements(level: Level, messages: Messages): (run: Run) => void {
  const needs = compileNeeds(level.needs);
  const refuse = compileGuards(level.refuse, messages);
  if (needs.length === 0 && refuse.length === 0) return () => {};
  return (run) => {
    for (const need of needs) {
      const answer = need.ask(run);
      if (answer?.state === "refused") run.said.push(...answer.said);
    }
    checkRefusals(refuse, run);
  };
}

export function checkRefusals(refuse: readonly CompiledGuard[], run: Run): void {
  for (const guard of refuse) {
    try {
      if (guard.when(run.frame) === true && guard.speak !== undefined)
        run.said.push(inRow(guard.speak(run.frame), run));
    } catch (fault) {
      if (!(fault instanceof EvaluationFault)) throw fault;
      run.said.push(saidOfFault(fault));
    }
  }
}

/** Which entry of a list is meant. */
function inRow(said: Said, run: Run): Said {
  return run.row === 0 ? said : { ...said, facts: { ...said.facts, position: run.row } };
}
