import type { Span } from "../../source/span.ts";
import { isPresent } from "../../value/equality.ts";
import { moneyText } from "../../value/money.ts";
import { printValue } from "../../value/print-value.ts";
import type { Value } from "../../value/value.ts";
import { Money } from "../../value/value.ts";
import { printed } from "../stdlib/read.ts";
import type { LocatedText } from "../syntax/located-text.ts";
import { EvaluationFault } from "../types/fault.ts";
import type { LazyName } from "../types/scope.ts";
import type { Term } from "../types/term.ts";
import { compileArithmetic, compileNegation } from "./arithmetic.ts";
import { compileCall } from "./call.ts";
import { compileComparison, compileMember } from "./comparison.ts";
import type { Evaluate } from "./compile.ts";
import { compileGenerator } from "./generator.ts";
import { compileIs } from "./is.ts";
import { compileLookup } from "./lookup.ts";
import { compileField, compileIndex } from "./paths.ts";

/** How one expression is compiled: chosen once, so that the closures carry none of the choices. */
export interface Compiler {
  readonly span: (term: Term) => Span;
  readonly text: LocatedText;
  readonly trace: boolean;
  readonly omit: Value;
  readonly lazy: (entry: LazyName) => Evaluate;
}

/** The closure of a term; while tracing with a note of the path that was read. */
export function compileTerm(term: Term, compiler: Compiler): Evaluate {
  const evaluate = compilePlain(term, compiler);
  const { path } = term;
  if (!compiler.trace || path === undefined || path === "") return evaluate;
  return (frame) => {
    const value = evaluate(frame);
    frame.trace?.read(path, value);
    return value;
  };
}

/** Only the result itself may be `omit`; on the way to it the same word is plain absence. */
export function withoutOmit(compiler: Compiler): Compiler {
  return compiler.omit === undefined ? compiler : { ...compiler, omit: undefined };
}

const RESULTS: readonly Term["op"][] = ["omit", "conditional", "match", "coalesce"];

/** Without a note: what is inside a longer path. */
export function compilePlain(term: Term, given: Compiler): Evaluate {
  const compiler = RESULTS.includes(term.op) ? given : withoutOmit(given);
  switch (term.op) {
    case "hole":
      return compileHole(term, compiler);
    case "constant": {
      const { value } = term;
      return () => value;
    }
    case "omit": {
      const { omit } = compiler;
      return () => omit;
    }
    case "slot": {
      const { slot } = term;
      return (frame) => frame.slots[slot];
    }
    case "position":
      return compilePosition(term, compiler);
    case "lazy":
      return compiler.lazy(term.entry);
    case "field":
      return compileField(term, compiler);
    case "index":
      return compileIndex(term, compiler);
    case "call":
      return compileCall(term, compiler);
    case "generator":
      return compileGenerator(term, compiler);
    case "negate":
      return compileNegation(term, compiler);
    case "arithmetic":
      return compileArithmetic(term, compiler);
    case "coalesce":
      return compileCoalesce(term, compiler);
    case "compare":
      return compileComparison(term, compiler);
    case "member":
      return compileMember(term, compiler);
    case "template":
      return compileTemplate(term, compiler);
    case "conditional":
      return compileConditional(term, compiler);
    case "match":
      return compileMatch(term, compiler);
    case "lookup":
      return compileLookup(term, compiler);
    default:
      return compileCondition(term, compiler);
  }
}

function compileHole(term: Term, compiler: Compiler): Evaluate {
  const span = compiler.span(term);
  return () => {
    throw new Error(`an expression with errors was run (${span.source.path})`);
  };
}

function compilePosition(term: Extract<Term, { op: "position" }>, compiler: Compiler): Evaluate {
  const { name } = term;
  const slot = term.slot + 1;
  const span = compiler.span(term);
  return (frame) => {
    const position = frame.slots[slot];
    if (typeof position === "number") return position;
    throw new EvaluationFault("position-unknown", span, { name });
  };
}

/** The conditions: always true or false, never absent. */
export function compileCondition(term: Term, compiler: Compiler): (frame: Parameters<Evaluate>[0]) => boolean {
  switch (term.op) {
    case "and": {
      const left = compileCondition(term.left, compiler);
      const right = compileCondition(term.right, compiler);
      return (frame) => left(frame) && right(frame);
    }
    case "or": {
      const left = compileCondition(term.left, compiler);
      const right = compileCondition(term.right, compiler);
      return (frame) => left(frame) || right(frame);
    }
    case "not": {
      const of = compileCondition(term.of, compiler);
      return (frame) => !of(frame);
    }
    case "presence": {
      const of = compileTerm(term.of, compiler);
      return term.of.type.kind === "unknown" ? (frame) => holds(of(frame)) : (frame) => isPresent(of(frame));
    }
    case "is":
      return compileIs(term, compiler);
    case "matches": {
      const of = compileTerm(term.of, compiler);
      const { pattern } = term;
      return (frame) => {
        const value = of(frame);
        return typeof value === "string" && pattern.test(value);
      };
    }
    default: {
      // A bool that is absent is not true.
      const evaluate = compileTerm(term, compiler);
      return (frame) => evaluate(frame) === true;
    }
  }
}

/** A value without a schema decides by itself when it is a bool, else by being there. */
export function holds(value: Value): boolean {
  return typeof value === "boolean" ? value : isPresent(value);
}

function compileCoalesce(term: Extract<Term, { op: "coalesce" }>, compiler: Compiler): Evaluate {
  const left = compileTerm(term.left, withoutOmit(compiler));
  const right = compileTerm(term.right, compiler);
  return (frame) => {
    const value = left(frame);
    return isPresent(value) ? value : right(frame);
  };
}

function compileConditional(term: Extract<Term, { op: "conditional" }>, compiler: Compiler): Evaluate {
  const condition = compileCondition(term.condition, withoutOmit(compiler));
  const value = branch(term.value, compiler);
  const otherwise =
    term.otherwise.op === "conditional" ? compileTerm(term.otherwise, compiler) : branch(term.otherwise, compiler);
  return (frame) => (condition(frame) ? value(frame) : otherwise(frame));
}

/** While tracing a branch says that it was taken. */
function branch(term: Term, compiler: Compiler): Evaluate {
  const evaluate = compileTerm(term, compiler);
  if (!compiler.trace) return evaluate;
  const span = compiler.span(term);
  return (frame) => {
    frame.trace?.branch(span);
    return evaluate(frame);
  };
}

function compileMatch(term: Extract<Term, { op: "match" }>, compiler: Compiler): Evaluate {
  const subject = compileTerm(term.subject, withoutOmit(compiler));
  const arms = new Map<Value, Evaluate>();
  let rest: Evaluate | undefined;
  for (const arm of term.arms) {
    const evaluate = branch(arm.value, compiler);
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
    throw new EvaluationFault("not-covered", span, { found: printed(value) || printValue(value) });
  };
}

function compileTemplate(term: Extract<Term, { op: "template" }>, compiler: Compiler): Evaluate {
  const parts = term.parts.map((part) => (typeof part === "string" ? part : compileTerm(part, compiler)));
  return (frame) => {
    let text = "";
    for (const part of parts) text += typeof part === "string" ? part : shown(part(frame));
    return text;
  };
}

/** In a text for people money shows its currency. */
export function shown(value: Value): string {
  return value instanceof Money ? moneyText(value) : printed(value);
}
