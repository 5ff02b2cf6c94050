import { isPresent } from "../../value/equality.ts";
import { inBrief } from "../../value/in-brief.ts";
import type { Value } from "../../value/value.ts";
import { printed } from "../stdlib/printed.ts";
import { EvaluationFault } from "../types/fault.ts";
import type { Term, TermOf } from "../types/term.ts";
import type { Compiler, Evaluate } from "./compiler.ts";

export function compileCoalesce(compiler: Compiler, term: TermOf<"coalesce">): Evaluate {
  const left = compiler.inside().value(term.left);
  const right = compiler.value(term.right);
  return (frame) => {
    const value = left(frame);
    return isPresent(value) ? value : right(frame);
  };
}

export function compileConditional(compiler: Compiler, term: TermOf<"conditional">): Evaluate {
  const condition = compiler.condition(term.condition);
  const value = branch(compiler, term.value);
  const otherwise =
    term.otherwise.op === "conditional" ? compiler.value(term.otherwise) : branch(compiler, term.otherwise);
  return (frame) => (condition(frame) ? value(frame) : otherwise(frame));
}

/** While tracing a branch says that it was taken. */
function branch(compiler: Compiler, term: Term): Evaluate {
  const evaluate = compiler.value(term);
  if (!compiler.trace) return evaluate;
  const span = compiler.span(term);
  return (frame) => {
    frame.trace?.branch(span);
    return evaluate(frame);
  };
}

export function compileMatch(compiler: Compiler, term: TermOf<"match">): Evaluate {
  const subject = compiler.inside().value(term.subject);
  const arms = new Map<Value, Evaluate>();
  let rest: Evaluate | undefined;
  for (const arm of term.arms) {
    const evaluate = branch(compiler, arm.value);
    if (arm.values === undefined) rest ??= evaluate;
    // The first arm for a value counts, and none after the rest.
    else if (rest === undefined) for (const value of arm.values) if (!arms.has(value)) arms.set(value, evaluate);
  }
  const span = compiler.span(term.subject);
  return (frame) => {
    const value = subject(frame);
    const arm = arms.get(value) ?? rest;
    if (arm !== undefined) return arm(frame);
    if (value === undefined || value === null) return undefined;
    throw new EvaluationFault("not-covered", span, { found: printed(value) || inBrief(value) });
  };
}
