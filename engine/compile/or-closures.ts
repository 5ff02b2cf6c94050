import { mayBeThrown } from "../language/generated/given-up.ts";
import type { RecordValue } from "../value/value.ts";
import type { EvaluationState } from "./evaluation-state.ts";

type Make = (state: EvaluationState) => RecordValue;

/** Why closures make a record instead of the code that is generated for it: slower, so it is never silent. */
export type FallBack =
  /** This process may make no code from text. Told once for each function. */
  | { readonly because: "no-code" }
  /** A field has the one name that no literal can have as a key. Told once for each function. */
  | { readonly because: "key" }
  /** There is something to say of the record: what only the closures can. Told for each record. */
  | { readonly because: "something-to-say" }
  /** The code threw what it never may, or gave up a record that nothing is to be said of: the generator is wrong. */
  | { readonly because: "generator-fault"; readonly problem: string };

/** Is told of each fall back; `made` is the record: `create procountor/invoice`. */
export type TellFallBack = (made: string, why: FallBack) => void;

/** A broken promise of ours: the generated code is wrong, although the closures could still have made the record. */
export class GeneratorFault extends Error {
  override readonly name = "GeneratorFault";
}

/** For whoever wants no fault of the generator to pass: tests, and all who have not said what to do with one. */
export function refuseGeneratorFaults(made: string, why: FallBack): void {
  if (why.because === "generator-fault") throw new GeneratorFault(`the generated code for ${made} ${why.problem}`);
}

/**
 * Generated code makes a record that nothing is said of. All that can be said about one is left to the closures, which meet
 * the same and know its place and its words.
 */
export function orClosures(make: Make, closures: Make, tell: (why: FallBack) => void): Make {
  return (state) => {
    const { said } = state;
    const before = said.length;
    let broken: string | undefined;
    try {
      const record = make(state);
      if (said.length === before) return record;
    } catch (thrown) {
      if (!mayBeThrown(thrown))
        broken = `threw ${thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : thrown}`;
    }
    said.length = before;
    let record: RecordValue;
    try {
      record = closures(state);
    } catch (thrown) {
      // What the closures may not throw either is no fault of the code's.
      tell(mayBeThrown(thrown) ? reason(broken) : SOMETHING_TO_SAY);
      throw thrown;
    }
    if (said.length === before) broken ??= "gave up a record that nothing is to be said of";
    tell(reason(broken));
    return record;
  };
}

const SOMETHING_TO_SAY: FallBack = { because: "something-to-say" };

function reason(broken: string | undefined): FallBack {
  return broken === undefined ? SOMETHING_TO_SAY : { because: "generator-fault", problem: broken };
}
