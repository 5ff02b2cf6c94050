import { nodesOf } from "../tree/cells-of.ts";
import { type Law, targetsOf } from "./law.ts";

/** Nothing is written into what the other side sets by itself. */
export const writableFields: Law = (integration, context) => {
  for (const { kind, fields } of targetsOf(integration)) {
    for (const node of nodesOf(fields)) {
      if (node.kind === "ignored" || node.ownPath.length === 0 || node.target?.readOnly !== true) continue;
      context.report("field-read-only", node.span, { field: node.path, record: kind.name });
    }
  }
};
