import type { Call } from "./command.ts";
import { checkFlowNames } from "./flow-names.ts";
import type { Chosen, Workshop } from "./open-workshop.ts";

/** The flows that `--flow` names; each must be one of the integrations that the call is about. */
export function flowsOf(
  call: Call,
  { library }: Workshop,
  pairs: readonly Chosen[],
): { readonly flows?: readonly string[] } {
  const names = call.arguments.texts("flow");
  if (names.length === 0) return {};
  checkFlowNames(
    names,
    pairs.map(({ integration }) => library.integration(integration)?.typed),
  );
  return { flows: names };
}
