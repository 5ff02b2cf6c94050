import type { Scene } from "../../compile/compiled.ts";
import { ReadFault } from "../../connector/operations.ts";
import { InternalFault } from "../base/internal-fault.ts";
import type { RunWorld } from "./run-world.ts";

/** Rounds of "evaluate, fetch what was missing, evaluate again"; each look-up through another costs one. */
export const ROUNDS_MAX = 12;
/** Evaluations after which others have a turn: answers that have come in need not wait for all of a long list. */
const IN_ONE_TURN = 25;

/** The scene of a run, whose world fetches what evaluations find missing. */
export interface RunScene extends Scene {
  readonly world: RunWorld;
}

/** The result for this run, or why something that it asks for cannot be looked up. */
export async function evaluateOne<Result>(
  scene: RunScene,
  evaluate: (scene: Scene) => Result,
): Promise<Result | ReadFault> {
  // Most have all that they ask for, and need no rounds.
  const known = attempt(scene.world, () => evaluate(scene));
  if (known !== undefined) return known.value;
  const [result] = await evaluateAll(scene.world, [undefined], () => evaluate(scene));
  return result as Result | ReadFault;
}

/** An evaluation that is known already, or made anew when it turns out to need further look-ups. */
export async function knownOrAnew<Result>(
  scene: RunScene,
  known: () => Result,
  anew: (scene: Scene) => Result,
): Promise<Result | ReadFault> {
  const { world } = scene;
  world.begin();
  const result = known();
  if (world.missing.length === 0) return world.failure ?? result;
  return evaluateOne(scene, anew);
}

/**
 * Evaluates each subject until nothing it asks for is missing, fetching what is missing for all of them together.
 * The results stand in the order of the subjects; a subject whose look-up failed has the fault as its result.
 * `others` will be evaluated later: child records are fetched for them as well, as far as they can tell by then.
 */
export async function evaluateAll<Subject, Result>(
  world: RunWorld,
  subjects: readonly Subject[],
  evaluate: (subject: Subject) => Result,
  others: readonly Subject[] = [],
): Promise<(Result | ReadFault)[]> {
  const results: (Result | ReadFault)[] = new Array(subjects.length);
  let open = subjects.map((_, index) => index);
  for (let round = 0; open.length > 0; round++) {
    const still: number[] = [];
    const keys = new Set<string>();
    for (let done = 0; done < open.length; done++) {
      if (done > 0 && done % IN_ONE_TURN === 0) await nextTurn();
      const index = open[done] as number;
      const result = attempt(world, () => evaluate(subjects[index] as Subject));
      if (result !== undefined) results[index] = result.value;
      else if (round === ROUNDS_MAX) results[index] = tooDeep;
      else {
        still.push(index);
        for (const key of world.missing) keys.add(key);
      }
    }
    if (still.length > 0 && others.length > 0 && world.wantsRelations) {
      for (const other of others) {
        attempt(world, () => evaluate(other));
        for (const key of world.missing) keys.add(key);
      }
    }
    if (still.length > 0) await world.fetch(keys);
    open = still;
  }
  return results;
}

/** Undefined when something is missing. A fault of ours in the evaluation of one record is that record's alone. */
function attempt<Result>(world: RunWorld, evaluate: () => Result): { readonly value: Result | ReadFault } | undefined {
  world.begin();
  let value: Result | ReadFault;
  try {
    value = evaluate();
  } catch (fault) {
    value = new InternalFault(fault);
  }
  return world.missing.length > 0 ? undefined : { value: world.failure ?? value };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const tooDeep = new ReadFault("rejected", {
  system: "koppel",
  route: "its look-ups",
  message: `they lead to further look-ups more than ${ROUNDS_MAX} times`,
});
