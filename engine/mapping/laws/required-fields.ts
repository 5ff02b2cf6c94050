import type { Context } from "../context/context.ts";
import { nodesOf } from "../tree/cells-of.ts";
import type { FieldNode } from "../tree/field-node.ts";
import type { Law, Target } from "./law.ts";
import { targetsOf } from "./law.ts";

/** What the other side requires of a new record is filled, or is left out with a reason. */
export const requiredFields: Law = (integration, context) => {
  for (const target of targetsOf(integration)) if (target.operation === "create") checkTarget(target, context);
};

function checkTarget({ kind, fields, span }: Target, context: Context): void {
  const whole = new Set<string>();
  const inside = new Set<string>();
  for (const node of nodesOf(fields)) note(node, whole, inside);
  const missing = kind.schema.requiredOnCreate.filter((path) => {
    if (whole.has(path) || inside.has(path)) return false;
    const parents = parentsOf(path);
    // Below a parent that a cell fills as a whole, or that is not made at all, nothing is missing.
    return !parents.some((parent) => whole.has(parent)) && parents.every((parent) => inside.has(parent));
  });
  for (const path of missing) context.report("target-required", span, { field: path, record: kind.name });
}

function note(node: FieldNode, whole: Set<string>, inside: Set<string>): void {
  const isWhole = node.kind === "cell" || node.kind === "ignored";
  (isWhole ? whole : inside).add(node.path);
  for (const parent of parentsOf(node.path)) inside.add(parent);
}

function parentsOf(path: string): readonly string[] {
  const steps = path.split(".");
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join("."));
}
