import { present } from "../../language/types/type-relations.ts";
import { nearest } from "../../source/nearest.ts";
import type { Context } from "../context/context.ts";
import { plainCells } from "../tree/cells-of.ts";
import type { FieldNode } from "../tree/field-node.ts";
import type { Law } from "./law.ts";

/** What finds a document again after a crash is among what is written into it. */
export const recognised: Law = (integration, context) => {
  for (const flow of integration.flows.values()) {
    if (flow.kind !== "transfer") continue;
    check(flow.recogniseBy, flow.fields, context);
    if (flow.recogniseBy.length === 0 && flow.to.schema.can.create)
      context.report("recognise-missing", flow.nameSpan, { transfer: flow.name }, { severity: "warning" });
    for (const step of flow.steps) if (step.kind === "write") check(step.recogniseBy, step.fields, context);
  }
};

function check(
  paths: readonly { readonly path: string; readonly span: Parameters<Context["report"]>[1] }[],
  fields: readonly FieldNode[],
  context: Context,
): void {
  const cells = plainCells(fields);
  const filled = cells.map((cell) => cell.path);
  for (const { path, span } of paths) {
    const type = cells.find((cell) => cell.path === path)?.value.type;
    if (type !== undefined && present(type).kind === "secret")
      context.report("shape-wrong", span, {
        what: `"recognise by"`,
        expected: "a field that may be searched for and shown",
        found: "a secret",
      });
    // `unitCost.amount` is a part of the money that fills `unitCost`.
    if (filled.some((field) => field === path || path.startsWith(`${field}.`))) continue;
    context.report("recognise-not-filled", span, { field: path, nearest: nearest(path, filled) });
  }
}
