import type { Span } from "../../source/span.ts";
import type { Value } from "../../value/value.ts";
import type { LocatedText } from "../syntax/located-text.ts";
import type { Frame } from "../types/frame.ts";
import type { Term } from "../types/term.ts";

/** Works a value out. Throws `EvaluationFault` when the data do not allow it; never anything else about the data. */
export type Evaluate = (frame: Frame) => Value;

/** Decides a condition: true or false, never absent. */
export type Decide = (frame: Frame) => boolean;

/**
 * How the terms of one expression are compiled: chosen once, so that the closures carry none of the choices. The compiler of
 * a term asks it for the closures of the terms inside, and so imports none of the files that import it.
 */
export interface Compiler {
  readonly text: LocatedText;
  /** Reads and branches are noted in the frame's trace. */
  readonly trace: boolean;
  /** What the word `omit` gives. */
  readonly omit: Value;
  readonly span: (term: Term) => Span;
  /** The closure of a term; while tracing with a note of the path that was read. */
  readonly value: (term: Term) => Evaluate;
  /** The same without a note, for what is inside a longer path. */
  readonly unnoted: (term: Term) => Evaluate;
  readonly condition: (term: Term) => Decide;
  /** For what is on the way to the result: only the result itself may be omitted, elsewhere the word is plain absence. */
  readonly inside: () => Compiler;
  /** For an expression that stands elsewhere: that of a name. */
  readonly elsewhere: (text: LocatedText) => Compiler;
}
