import type { Cell, FieldNode } from "./field-node.ts";

/** The cells of a record itself, those of its lists left out. */
export function plainCells(fields: readonly FieldNode[]): readonly Cell[] {
  return fields.flatMap((node) =>
    node.kind === "cell" ? [node] : node.kind === "block" ? plainCells(node.fields) : [],
  );
}

/** All cells, those of lists included. */
export function allCells(fields: readonly FieldNode[]): readonly Cell[] {
  return fields.flatMap((node): readonly Cell[] => {
    if (node.kind === "cell") return [node];
    if (node.kind === "block") return allCells(node.fields);
    if (node.kind === "each") return allCells([node.entry]);
    return node.kind === "list" ? allCells(node.entries) : [];
  });
}

/** All nodes, outermost first. */
export function nodesOf(fields: readonly FieldNode[]): readonly FieldNode[] {
  return fields.flatMap((node): readonly FieldNode[] => {
    if (node.kind === "block") return [node, ...nodesOf(node.fields)];
    if (node.kind === "each") return [node, ...nodesOf([node.entry])];
    if (node.kind === "list") return [node, ...nodesOf(node.entries)];
    return [node];
  });
}
