import type { Span } from "../../source/span.ts";
import type { Context } from "../context/context.ts";
import type { FieldNode } from "../tree/field-node.ts";
import type { KindUse } from "../tree/kind-use.ts";
import type { TypedIntegration } from "../tree/typed-integration.ts";

/** One thing that must hold of an integration as a whole; reports where it does not. */
export type Law = (integration: TypedIntegration, context: Context) => void;

/** Fields that are written together into one record. */
export interface Target {
  readonly kind: KindUse;
  readonly fields: readonly FieldNode[];
  readonly operation: "create" | "update";
  /** Where the fields begin. */
  readonly span: Span;
}

/** Every record that an integration writes. */
export function targetsOf(integration: TypedIntegration): readonly Target[] {
  const targets: Target[] = [];
  for (const flow of [...integration.flows.values(), ...integration.documents.values()]) {
    if (flow.kind === "two-way register") continue;
    if (flow.kind === "follow") {
      for (const rule of flow.rules)
        if (rule.writeBack !== undefined)
          targets.push({ kind: flow.from, fields: rule.writeBack, operation: "update", span: rule.span });
      continue;
    }
    targets.push({ kind: flow.to, fields: flow.fields, operation: "create", span: flow.nameSpan });
    if (flow.kind !== "transfer") continue;
    for (const step of flow.steps) {
      if (step.kind === "write")
        targets.push({ kind: step.to, fields: step.fields, operation: step.operation, span: step.span });
      if (step.kind === "write back")
        targets.push({ kind: flow.from, fields: step.fields, operation: "update", span: step.span });
    }
    if (flow.onError !== undefined)
      targets.push({ kind: flow.from, fields: flow.onError, operation: "update", span: flow.nameSpan });
  }
  return targets;
}
