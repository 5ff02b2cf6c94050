import type { Span } from "../../source/span.ts";
import type { Typed } from "../check/check.ts";
import { partsOf, type Term } from "../types/term.ts";

/** The paths that an expression reads, as written: `customer.email`, `row.quantity`; through `let` names too. */
export function readsOf(typed: Typed): ReadonlySet<string> {
  const reads = new Set<string>();
  collectReads(typed.term, reads, new Set());
  return reads;
}

/** `seen`: the names that have been looked through. Each may use the one before it twice, and so on. */
function collectReads(term: Term, reads: Set<string>, seen: Set<object>): void {
  if (term.path !== undefined && term.path !== "") reads.add(term.path);
  if (term.op === "lazy" && term.entry.defined !== undefined && !seen.has(term.entry)) {
    seen.add(term.entry);
    collectReads(term.entry.defined.term, reads, seen);
  }
  // Of `customer.email` only the whole is read; what a table is asked with is a read of its own.
  const inner = term.path === undefined ? partsOf(term) : term.op === "index" ? [term.index] : [];
  for (const part of inner) collectReads(part, reads, seen);
}

/**
 * Where the branches of conditional chains and matches stand, for coverage: the spans that `Trace.branch` is given. Those
 * of the names that it mentions belong to the expressions of the names.
 */
export function branchesOf(typed: Typed): readonly Span[] {
  const found: Span[] = [];
  visit(typed.term, (term) => {
    for (const branch of branchTerms(term)) found.push(typed.text.span(branch.start, branch.end));
  });
  return found;
}

/** Whether evaluating an expression may take a branch, in itself or in a name that it reads. */
export function mayBranch({ term }: Pick<Typed, "term">, seen: Set<object> = new Set()): boolean {
  if (branchTerms(term).length > 0) return true;
  if (term.op === "lazy" && term.entry.defined !== undefined && !seen.has(term.entry)) {
    seen.add(term.entry);
    if (mayBranch(term.entry.defined, seen)) return true;
  }
  return partsOf(term).some((part) => mayBranch({ term: part }, seen));
}

function branchTerms(term: Term): readonly Term[] {
  if (term.op !== "match" && term.op !== "conditional") return [];
  const values = term.op === "match" ? term.arms.map((arm) => arm.value) : [term.value, term.otherwise];
  // What branches again, such as the next link of a chain, is no branch of its own.
  return values.filter(({ op }) => op !== "conditional" && op !== "match");
}

function visit(term: Term, look: (term: Term) => void): void {
  look(term);
  for (const part of partsOf(term)) visit(part, look);
}
