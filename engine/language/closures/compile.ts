import type { Span } from "../../source/span.ts";
import type { Value } from "../../value/value.ts";
import type { Typed } from "../check/check.ts";
import type { Frame } from "../types/frame.ts";
import type { LazyName } from "../types/scope.ts";
import { partsOf, type Term } from "../types/term.ts";
import { type Compiler, compileTerm } from "./term.ts";

export { EvaluationFault, type FaultCode } from "../types/fault.ts";

/** Works a value out. Throws `EvaluationFault` when the data do not allow it; never anything else about the data. */
export type Evaluate = (frame: Frame) => Value;

export interface CompileOptions {
  /** Reads and branches go to `frame.trace`. Slower: the fast path has none of it. */
  readonly trace?: boolean;
  /** What `omit` gives, so that a caller can tell it from absent. By default both are undefined. `empty` gives null. */
  readonly omit?: Value;
}

/** Makes a closure of a checked expression. An expression with a hole must not be run; evaluating it throws. */
export function compileExpression(typed: Typed, options: CompileOptions = {}): Evaluate {
  return compileTerm(typed.term, compilerFor(typed, options.trace ?? false, options.omit));
}

/** How the terms of an expression are compiled where it stands. */
export function compilerFor(typed: Pick<Typed, "text">, trace: boolean, omit: Value): Compiler {
  return {
    span: (term) => typed.text.span(term.start, term.end),
    text: typed.text,
    trace,
    omit,
    lazy: (entry) => lazy(entry, trace),
  };
}

/** A `let` keeps its value until the scope is reset. While tracing it is worked out anew, so that each cell shows its reads. */
export function lazy(entry: LazyName, trace: boolean): Evaluate {
  const { slot, defined } = entry;
  if (defined !== undefined && trace)
    entry.evaluateTraced ??= compileTerm(defined.term, compilerFor(defined, true, undefined));
  if (defined !== undefined && !trace)
    entry.evaluate ??= compileTerm(defined.term, compilerFor(defined, false, undefined));
  const evaluate = trace ? entry.evaluateTraced : entry.evaluate;
  if (evaluate === undefined) throw new Error(`${entry.name} has nothing to evaluate`);
  if (trace && defined !== undefined) return evaluate;
  return (frame) => {
    const { slots } = frame;
    if (slots[slot + 1] === true) return slots[slot];
    const value = evaluate(frame);
    slots[slot] = value;
    slots[slot + 1] = true;
    return value;
  };
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

/** Whether evaluating an expression may take a branch, in itself or in a name or field of our own that it reads. */
export function mayBranch(typed: Pick<Typed, "term">): boolean {
  let may = false;
  visit(typed.term, (term) => {
    may ||=
      branchTerms(term).length > 0 ||
      (term.op === "lazy" && term.entry.defined !== undefined && mayBranch(term.entry.defined));
  });
  return may;
}

function branchTerms(term: Term): readonly Term[] {
  if (term.op !== "match" && term.op !== "conditional") return [];
  const values = term.op === "match" ? term.arms.map((arm) => arm.value) : [term.value, term.otherwise];
  // What branches again, such as the next link of a chain, is no branch of its own.
  return values.filter(({ op }) => op !== "conditional" && op !== "match");
}

/** The paths that an expression reads, as written: `customer.email`, `row.quantity`; through `let` names too. */
export function readsOf(typed: Typed): ReadonlySet<string> {
  const reads = new Set<string>();
  collectReads(typed.term, reads);
  return reads;
}

function collectReads(term: Term, reads: Set<string>): void {
  if (term.path !== undefined && term.path !== "") reads.add(term.path);
  if (term.op === "lazy" && term.entry.defined !== undefined) collectReads(term.entry.defined.term, reads);
  // Of `customer.email` only the whole is read; what a table is asked with is a read of its own.
  const inner = term.path === undefined ? partsOf(term) : term.op === "index" ? [term.index] : [];
  for (const part of inner) collectReads(part, reads);
}

function visit(term: Term, look: (term: Term) => void): void {
  look(term);
  for (const part of partsOf(term)) visit(part, look);
}
