import type { Evaluate } from "../language/closures/compiler.ts";
import { EvaluationFault } from "../language/types/fault.ts";
import type { TypedTransfer } from "../mapping/tree/typed-flow.ts";
import type { Evaluation, ItemName } from "./compiled.ts";
import type { EvaluationState } from "./evaluation-state.ts";
import type { FlowOptions } from "./flow-options.ts";
import { compileGuards } from "./requirements.ts";
import { saidOfFault } from "./say.ts";

/** `skip`, then `wait until`: what ends the evaluation before anything is refused. */
export function compileQualify(
  level: TypedTransfer["level"],
  options: Pick<FlowOptions, "messages">,
): (state: EvaluationState, item: ItemName) => Exclude<Evaluation, { kind: "ready" }> | undefined {
  const skip = compileGuards(level.skip, options.messages).map((guard, index) => ({
    ...guard,
    speak: level.skip[index]?.say === undefined ? undefined : guard.speak,
  }));
  const waitUntil: readonly Evaluate[] = compileGuards(level.waitUntil, options.messages).map((guard) => guard.when);
  if (skip.length === 0 && waitUntil.length === 0) return () => undefined;
  return (state, item) => {
    try {
      for (const guard of skip)
        if (guard.when(state.frame) === true) return { kind: "skipped", item, said: guard.speak?.(state.frame) };
      for (const when of waitUntil) if (when(state.frame) !== true) return { kind: "waiting", item };
    } catch (fault) {
      if (!(fault instanceof EvaluationFault)) throw fault;
      return { kind: "refused", item, said: [saidOfFault(fault)] };
    }
    return undefined;
  };
}
