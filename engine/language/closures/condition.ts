import { isPresent } from "../../value/equality.ts";
import { PatternFault } from "../../value/linear-pattern.ts";
import type { Value } from "../../value/value.ts";
import { EvaluationFault } from "../types/fault.ts";
import type { TermOf } from "../types/term.ts";
import type { Compiler, Decide } from "./compiler.ts";

export function compileAnd(compiler: Compiler, term: TermOf<"and">): Decide {
  const left = compiler.condition(term.left);
  const right = compiler.condition(term.right);
  return (frame) => left(frame) && right(frame);
}

export function compileOr(compiler: Compiler, term: TermOf<"or">): Decide {
  const left = compiler.condition(term.left);
  const right = compiler.condition(term.right);
  return (frame) => left(frame) || right(frame);
}

export function compileNot(compiler: Compiler, term: TermOf<"not">): Decide {
  const of = compiler.condition(term.of);
  return (frame) => !of(frame);
}

export function compilePresence(compiler: Compiler, term: TermOf<"presence">): Decide {
  const of = compiler.value(term.of);
  return term.of.type.kind === "unknown" ? (frame) => holds(of(frame)) : (frame) => isPresent(of(frame));
}

/** A value without a schema decides by itself when it is a bool, else by being there. */
export function holds(value: Value): boolean {
  return typeof value === "boolean" ? value : isPresent(value);
}

export function compileMatches(compiler: Compiler, term: TermOf<"matches">): Decide {
  const of = compiler.value(term.of);
  const { pattern } = term;
  return (frame) => {
    const value = of(frame);
    if (typeof value !== "string") return false;
    try {
      return pattern.test(value);
    } catch (error) {
      if (!(error instanceof PatternFault)) throw error;
      throw new EvaluationFault("calculation-failed", compiler.span(term), { problem: error.message });
    }
  };
}
