import type { Compiler } from "../closures/compiler.ts";
import type { LocatedText } from "../syntax/located-text.ts";
import type { LazyName } from "../types/scope.ts";
import type { Term } from "../types/term.ts";
import type { Field } from "../types/type.ts";
import type { GeneratedSource } from "./generated-source.ts";
import type { Routine } from "./routine.ts";

/** A value in a variable of its own: an expression that sets it first, `(t1 = …)`, and the variable. */
export interface Held {
  readonly set: string;
  readonly variable: string;
}

/**
 * How the terms of one expression are written as JavaScript that reads `frame` and `slots`. What writes a term asks it for the
 * terms inside, and so imports none of the files that import it.
 */
export interface Writer {
  readonly source: GeneratedSource;
  readonly routine: Routine;
  /** For what stays a closure that the code calls. */
  readonly compiler: Compiler;
  /** The expression for what the word `omit` gives. */
  readonly omit: string;
  /** The names of the functions written already for names and for fields that are rules; one map for all of a source. */
  readonly functions: Map<LazyName | Field, string>;
  /** An expression for the term's value. */
  readonly value: (term: Term) => string;
  /** An expression that is true or false. */
  readonly condition: (term: Term) => string;
  readonly held: (term: Term) => Held;
  /** A call of the term's closure. */
  readonly closure: (term: Term) => string;
  /** For what is on the way to the result: only the result itself may be omitted. */
  readonly inside: () => Writer;
  /** For the body of another function, and there for the same expression or one that stands elsewhere. */
  readonly within: (routine: Routine, text?: LocatedText) => Writer;
}
