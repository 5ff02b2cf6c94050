import type { TypedIntegration } from "../engine/mapping/tree/typed-integration.ts";
import { openLibrary } from "../engine/project/library.ts";
import type { Workspace } from "../engine/project/workspace.ts";
import { nearest } from "../engine/source/nearest.ts";
import { usageFailure } from "./failure.ts";
import type { Scope } from "./scopes.ts";

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
export function checkFlowOf(workspace: Workspace, scopes: readonly Scope[], flow: string | undefined): void {
  if (flow === undefined) return;
  const library = openLibrary({ mappings: workspace.mappings, schemas: workspace.schemas }, () => {});
  checkFlowNames(
    [flow],
    scopes.map(({ integration }) => library.integration(integration.name)?.typed),
  );
}
