import type { Compiler } from "../closures/compiler.ts";
import type { LocatedText } from "../syntax/located-text.ts";
import type { LazyName } from "../types/scope.ts";
import {
  byConditionOp,
  byOp,
  type ConditionCases,
  mayOmit,
  type Term,
  type TermCases,
  type TermOf,
} from "../types/term.ts";
import type { Field } from "../types/type.ts";
import { writeArithmetic, writeNegation } from "./arithmetic.ts";
import { writeCall } from "./call.ts";
import { writeCoalesce, writeConditional, writeMatch } from "./choice.ts";
import { writeComparison, writeMember } from "./comparison.ts";
import { writeAnd, writeMatches, writeNot, writeOr, writePresence } from "./condition.ts";
import type { GeneratedSource } from "./generated-source.ts";
import { writeGenerator } from "./generator.ts";
import { writeIs } from "./is.ts";
import { writeLazy } from "./lazy.ts";
import { writeField, writeIndex } from "./paths.ts";
import type { Routine } from "./routine.ts";
import { writeTemplate } from "./template.ts";
import type { Held, Writer } from "./writer.ts";

const CONDITIONS: ConditionCases<Writer, string> = {
  compare: writeComparison,
  member: writeMember,
  and: writeAnd,
  or: writeOr,
  not: writeNot,
  presence: writePresence,
  is: writeIs,
  matches: writeMatches,
};

const CODE: TermCases<Writer, string> = {
  ...CONDITIONS,
  constant: ({ source }, { value }) => source.literal(value),
  omit: ({ omit }) => omit,
  slot: ({ routine }, { slot }) => routine.slot(slot),
  position: writePosition,
  lazy: writeLazy,
  field: writeField,
  index: writeIndex,
  call: writeCall,
  generator: writeGenerator,
  negate: writeNegation,
  arithmetic: writeArithmetic,
  coalesce: writeCoalesce,
  conditional: writeConditional,
  match: writeMatch,
  template: writeTemplate,
  // A question to the world costs so much more than the call of a closure that there is nothing to gain.
  lookup: (writer, term) => writer.closure(term),
  hole: (writer, term) => writer.closure(term),
};

/**
 * Writes terms as JavaScript, in place of the closures that `TermCompiler` makes of them: the same value wherever there is
 * one. Where the data do not allow a value the code throws, and only the closures can say what is wrong.
 */
export class TermWriter implements Writer {
  readonly source: GeneratedSource;
  readonly routine: Routine;
  readonly compiler: Compiler;
  readonly functions: Map<LazyName | Field, string>;
  readonly omit: string;

  constructor(routine: Routine, compiler: Compiler, functions: Map<LazyName | Field, string>, omit = "undefined") {
    this.source = routine.source;
    this.routine = routine;
    this.compiler = compiler;
    this.functions = functions;
    this.omit = omit;
  }

  value(term: Term): string {
    return byOp(CODE, mayOmit(term) ? this : this.inside(), term);
  }

  condition(term: Term): string {
    // A bool that is absent is not true.
    return byConditionOp(CONDITIONS, this.inside(), term) ?? `(${this.value(term)} === true)`;
  }

  held(term: Term): Held {
    const value = this.value(term);
    // A constant, and what stands in a variable already, needs no other one.
    if (SIMPLE.test(value)) return { set: value, variable: value };
    const variable = this.routine.temporary();
    return { set: `(${variable} = ${value})`, variable };
  }

  closure(term: Term): string {
    return `${this.source.capture(this.compiler.value(term), "closure")}(frame)`;
  }

  inside(): Writer {
    if (this.omit === "undefined") return this;
    return new TermWriter(this.routine, this.compiler, this.functions);
  }

  within(routine: Routine, text?: LocatedText): Writer {
    const compiler = text === undefined ? this.compiler : this.compiler.elsewhere(text);
    return new TermWriter(routine, compiler, this.functions);
  }
}

const SIMPLE = /^(?:[A-Za-z]+\d*|\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*")$/;

function writePosition({ routine, source }: Writer, { slot }: TermOf<"position">): string {
  const variable = routine.temporary();
  return `(typeof (${variable} = slots[${slot + 1}]) === "number" ? ${variable} : ${source.giveUp()})`;
}
