import type { Typed } from "../../language/check/check.ts";
import { childrenOf, type Expr, type LookupExpr } from "../../language/syntax/ast.ts";

/** All names an expression mentions, those of its own generators included. */
export function namesIn(expr: Expr, into: Set<string> = new Set()): Set<string> {
  if (expr.kind === "name") into.add(expr.name);
  for (const child of childrenOf(expr)) namesIn(child, into);
  return into;
}

/** The names that a checked cell mentions. */
export function namesInTyped({ expr }: Typed, into: Set<string>): void {
  if (expr.kind !== "records" && expr.kind !== "linked" && expr.kind !== "document") namesIn(expr, into);
}

export function namesInLookup(lookup: LookupExpr): Set<string> {
  if (lookup.kind === "records" && lookup.by !== undefined) return namesIn(lookup.by);
  return lookup.kind === "linked" ? namesIn(lookup.of) : new Set();
}
