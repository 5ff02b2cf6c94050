import { childrenOf, type Expr, type LookupExpr } from "../../language/syntax/ast.ts";
import { plainCells } from "../tree/cells-of.ts";
import type { Cell } from "../tree/field-node.ts";
import type { Level } from "../tree/level.ts";
import type { TypedDocument, TypedRegister, TypedTransfer } from "../tree/typed-flow.ts";
import { typedsOf } from "../tree/typeds.ts";
import type { Law } from "./law.ts";

/** Cells may ask for one another, not in a circle, and only for what is filled. */
export const makingOrder: Law = (integration, context) => {
  for (const flow of [...integration.flows.values(), ...integration.documents.values()]) {
    if (flow.kind === "transfer" || flow.kind === "register" || flow.kind === "document") check(flow, context);
  }
};

type Making = TypedTransfer | TypedRegister | TypedDocument;

function check(flow: Making, context: Parameters<Law>[1]): void {
  const side = flow.to.side;
  const cells = new Map(plainCells(flow.fields).map((cell) => [cell.path, cell]));
  const lets = new Map(flow.level.definitions.map((definition) => [definition.name, plainly(definition.typed.expr)]));
  const asks = (cell: Cell): ReadonlySet<string> => {
    const paths = new Set<string>();
    for (const expr of [cell.value.expr, cell.when?.expr])
      if (expr !== undefined) collect(plainly(expr), side, lets, paths, new Set());
    return paths;
  };
  const done = new Set<string>();
  const visit = (cell: Cell, path: readonly string[]): void => {
    if (path.includes(cell.path))
      return void context.report("cell-cycle", cell.span, {
        fields: [...path.slice(path.indexOf(cell.path)), cell.path],
      });
    if (done.has(cell.path)) return;
    for (const asked of asks(cell)) {
      const other = cells.get(asked);
      if (other !== undefined) visit(other, [...path, cell.path]);
    }
    done.add(cell.path);
  };
  for (const cell of cells.values()) visit(cell, []);
  reportUnfilled(flow, side, cells, context);
}

function reportUnfilled(
  flow: Making,
  side: string,
  cells: ReadonlyMap<string, Cell>,
  context: Parameters<Law>[1],
): void {
  const level: Level = flow.level;
  const makers = typedsOf([flow.fields, level.definitions, level.refuse, level.skip]);
  for (const typed of makers) {
    for (const access of accesses(plainly(typed.expr), side)) {
      if (cells.has(access.path) || flow.to.schema.target(access.path) === undefined || access.partial) continue;
      context.report("asked-not-filled", typed.text.span(access.start, access.end), {
        field: access.path,
        record: flow.to.name,
      });
    }
  }
}

function collect(
  expr: Expr,
  side: string,
  lets: ReadonlyMap<string, Expr>,
  into: Set<string>,
  open: Set<string>,
): void {
  for (const access of accesses(expr, side)) into.add(access.path);
  for (const name of names(expr)) {
    const other = lets.get(name);
    if (other === undefined || open.has(name)) continue;
    open.add(name);
    collect(other, side, lets, into, open);
  }
}

function* names(expr: Expr): Iterable<string> {
  if (expr.kind === "name") yield expr.name;
  for (const child of childrenOf(expr)) yield* names(child);
}

interface Access {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** A longer path goes on from here. */
  readonly partial: boolean;
}

function* accesses(expr: Expr, side: string, partial = false): Iterable<Access> {
  if (expr.kind === "field") {
    const path = pathOf(expr, side);
    if (path !== undefined) return yield { path, start: expr.start, end: expr.end, partial };
  }
  for (const child of childrenOf(expr)) yield* accesses(child, side, expr.kind === "field");
}

function pathOf(expr: Expr, side: string): string | undefined {
  if (expr.kind !== "field") return undefined;
  if (expr.of.kind === "name") return expr.of.name === side ? expr.name : undefined;
  const above = pathOf(expr.of, side);
  return above === undefined ? undefined : `${above}.${expr.name}`;
}

/** What a look-up asks with. */
function plainly(expr: Expr | LookupExpr): Expr {
  if (expr.kind === "records") return expr.by ?? { kind: "hole", start: expr.start, end: expr.end };
  if (expr.kind === "linked") return expr.of;
  return expr.kind === "document" ? { kind: "hole", start: expr.start, end: expr.end } : expr;
}
