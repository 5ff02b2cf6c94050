import type { TypedIntegration } from "../engine/mapping/tree/typed-integration.ts";
import { type Library, openLibrary } from "../engine/project/library.ts";
import type { Workspace } from "../engine/project/workspace.ts";
import { nearest } from "../engine/source/nearest.ts";
import type { Chosen } from "./chosen.ts";
import type { Call } from "./command.ts";
import { usageFailure } from "./failure.ts";

/** The flows that `--flow` names; each must be one of the integrations that the call is about. */
export function flowsOf(
  call: Call,
  library: Library,
  among: readonly Chosen[],
): { readonly flows?: readonly string[] } {
  const names = call.arguments.texts("flow");
  if (names.length === 0) return {};
  checkFlowNames(names, typedOf(library, among));
  return { flows: names };
}

/** A flow that none of the integrations has is a usage error that names the nearest one. */
export function checkFlowNames(
  names: readonly string[],
  integrations: readonly (TypedIntegration | undefined)[],
): void {
  const known = [...new Set(integrations.flatMap((typed) => [...(typed?.flows.keys() ?? [])]))];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined || known.length === 0) return;
  const near = nearest(unknown, known);
  throw usageFailure(
    `there is no flow "${unknown}"`,
    ...(near === undefined ? [] : [`Did you mean "${near}"?`]),
    `The flows are ${known.join(", ")}.`,
  );
}

/**
 * The same for those who read the store only. It may know flows that the mappings have no more, so this is asked when
 * nothing was found, to tell a slip from an empty answer.
 */
export function checkFlowOf(workspace: Workspace, among: readonly Chosen[], flow: string | undefined): void {
  if (flow === undefined) return;
  const library = openLibrary(workspace, () => {});
  checkFlowNames([flow], typedOf(library, among));
}

function typedOf(library: Library, among: readonly Chosen[]): readonly (TypedIntegration | undefined)[] {
  return among.map(({ integration }) => library.integration(integration.name)?.typed);
}
