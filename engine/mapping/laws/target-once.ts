import type { Span } from "../../source/span.ts";
import type { Context } from "../context/context.ts";
import type { FieldNode } from "../tree/field-node.ts";
import type { TwoWayRow } from "../tree/typed-flow.ts";
import { type Law, targetsOf } from "./law.ts";

/** A field is filled in one place. */
export const targetOnce: Law = (integration, context) => {
  for (const { fields } of targetsOf(integration)) checkBlock(fields, context);
  for (const flow of integration.flows.values()) if (flow.kind === "two-way register") checkRows(flow.rows, context);
};

/** Rows that hold always; of those with `when`, one may stand in for the other. A column that can only be read is told elsewhere. */
function checkRows(rows: readonly TwoWayRow[], context: Context): void {
  const seen = new Map<string, Span>();
  for (const row of rows) {
    const readOnly = row.columns.some(
      ({ targets }) => targets.length === 0 || targets.some((target) => target.readOnly),
    );
    if (row.when !== undefined || row.ignore !== undefined || readOnly) continue;
    for (const field of row.columns.flatMap(({ name, paths }) => paths.map((path) => `${name}.${path}`))) {
      const there = seen.get(field);
      if (there === undefined) seen.set(field, row.span);
      else
        context.report(
          "target-twice",
          row.span,
          { field },
          { related: [{ span: there, label: "it is filled here already" }] },
        );
    }
  }
}

/** The entries of a list are records of their own: each is looked at by itself. */
function checkBlock(
  fields: readonly FieldNode[],
  context: Context,
  seen: Map<string, Span> = new Map(),
  blocks: Set<string> = new Set(),
): void {
  for (const node of fields) {
    const there =
      seen.get(node.path) ??
      [...seen].find(([path]) => path.startsWith(`${node.path}.`) && node.kind !== "block")?.[1] ??
      parentIn(node.path, seen);
    if (there !== undefined)
      context.report(
        "target-twice",
        node.span,
        { field: node.path },
        { related: [{ span: there, label: "it is filled here already" }] },
      );
    if (node.kind === "block") {
      if (blocks.has(node.path)) context.report("target-twice", node.span, { field: node.path });
      blocks.add(node.path);
      checkBlock(node.fields, context, seen, blocks);
      continue;
    }
    seen.set(node.path, node.span);
    if (node.kind === "each" && node.entry.kind === "block") checkBlock(node.entry.fields, context);
    if (node.kind === "list")
      for (const entry of node.entries) if (entry.kind === "block") checkBlock(entry.fields, context);
  }
}

function parentIn(path: string, seen: ReadonlyMap<string, Span>): Span | undefined {
  const steps = path.split(".");
  for (let count = 1; count < steps.length; count++) {
    const span = seen.get(steps.slice(0, count).join("."));
    if (span !== undefined) return span;
  }
  return undefined;
}
