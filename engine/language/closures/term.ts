import type { Span } from "../../source/span.ts";
import type { Value } from "../../value/value.ts";
import type { LocatedText } from "../syntax/located-text.ts";
import { EvaluationFault } from "../types/fault.ts";
import {
  byConditionOp,
  byOp,
  type ConditionCases,
  mayOmit,
  type Term,
  type TermCases,
  type TermOf,
} from "../types/term.ts";
import { compileArithmetic, compileNegation } from "./arithmetic.ts";
import { compileCall } from "./call.ts";
import { compileCoalesce, compileConditional, compileMatch } from "./choice.ts";
import { compileComparison, compileMember } from "./comparison.ts";
import type { Compiler, Decide, Evaluate } from "./compiler.ts";
import { compileAnd, compileMatches, compileNot, compileOr, compilePresence } from "./condition.ts";
import { compileGenerator } from "./generator.ts";
import { compileIs } from "./is.ts";
import { compileLazy } from "./lazy.ts";
import { compileLookup } from "./lookup.ts";
import { compileField, compileIndex } from "./paths.ts";
import { compileTemplate } from "./template.ts";

const CONDITIONS: ConditionCases<Compiler, Decide> = {
  compare: compileComparison,
  member: compileMember,
  and: compileAnd,
  or: compileOr,
  not: compileNot,
  presence: compilePresence,
  is: compileIs,
  matches: compileMatches,
};

const CLOSURES: TermCases<Compiler, Evaluate> = {
  ...CONDITIONS,
  hole: compileHole,
  constant: compileConstant,
  omit: compileOmit,
  slot: compileSlot,
  position: compilePosition,
  lazy: compileLazy,
  field: compileField,
  index: compileIndex,
  call: compileCall,
  generator: compileGenerator,
  negate: compileNegation,
  arithmetic: compileArithmetic,
  coalesce: compileCoalesce,
  conditional: compileConditional,
  match: compileMatch,
  template: compileTemplate,
  lookup: compileLookup,
};

/** Makes closures of the terms of one expression. */
export class TermCompiler implements Compiler {
  readonly text: LocatedText;
  readonly trace: boolean;
  readonly omit: Value;

  constructor(text: LocatedText, trace: boolean, omit: Value) {
    this.text = text;
    this.trace = trace;
    this.omit = omit;
  }

  span(term: Term): Span {
    return this.text.span(term.start, term.end);
  }

  value(term: Term): Evaluate {
    const evaluate = this.unnoted(term);
    const { path } = term;
    if (!this.trace || path === undefined || path === "") return evaluate;
    return (frame) => {
      const value = evaluate(frame);
      frame.trace?.read(path, value);
      return value;
    };
  }

  unnoted(term: Term): Evaluate {
    return byOp(CLOSURES, mayOmit(term) ? this : this.inside(), term);
  }

  condition(term: Term): Decide {
    const decide = byConditionOp(CONDITIONS, this.inside(), term);
    if (decide !== undefined) return decide;
    // A bool that is absent is not true.
    const evaluate = this.value(term);
    return (frame) => evaluate(frame) === true;
  }

  inside(): Compiler {
    return this.omit === undefined ? this : new TermCompiler(this.text, this.trace, undefined);
  }

  elsewhere(text: LocatedText): Compiler {
    return new TermCompiler(text, this.trace, undefined);
  }
}

function compileHole(compiler: Compiler, term: TermOf<"hole">): Evaluate {
  const span = compiler.span(term);
  return () => {
    throw new Error(`an expression with errors was run (${span.source.path})`);
  };
}

function compileConstant(_: Compiler, { value }: TermOf<"constant">): Evaluate {
  return () => value;
}

function compileOmit({ omit }: Compiler): Evaluate {
  return () => omit;
}

function compileSlot(_: Compiler, { slot }: TermOf<"slot">): Evaluate {
  return (frame) => frame.slots[slot];
}

function compilePosition(compiler: Compiler, term: TermOf<"position">): Evaluate {
  const { name } = term;
  const slot = term.slot + 1;
  const span = compiler.span(term);
  return (frame) => {
    const position = frame.slots[slot];
    if (typeof position === "number") return position;
    throw new EvaluationFault("position-unknown", span, { name });
  };
}
